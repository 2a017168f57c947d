"""Makes the fixtures of the import tests. Needs python-docx, openpyxl, and LibreOffice for one of them."""
import io, struct, zlib, datetime, random, subprocess, sys
from pathlib import Path
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt
from openpyxl import Workbook
from openpyxl.styles import Font
OUT = Path(sys.argv[1])

def png(w, h):
    raw = b"".join(b"\0" + bytes((x * 3 % 256, y * 5 % 256, 90) [i] for x in range(w) for i in range(3)) for y in range(h))
    chunk = lambda t, d: struct.pack(">I", len(d)) + t + d + struct.pack(">I", zlib.crc32(t + d))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", w, h, 8, 2, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(raw, 9)) + chunk(b"IEND", b"")

def word():
    d = Document()
    d.add_heading("Quy trình trồng dong riềng trên đất dốc", 0)
    t = d.add_table(rows=0, cols=2)
    for a, b in [("Tên nhiệm vụ", "Nghiên cứu trồng dong riềng"), ("Cơ quan chủ trì", "Trung tâm thử nghiệm"), ("Năm kết thúc", "2018"), ("Kinh phí", "350 triệu đồng"), ("Ngày nghiệm thu", "30/5/2018"), ("Xếp loại", "Đạt"), ("Người phản biện", "Hội đồng mẫu")]:
        c = t.add_row().cells; c[0].text = a; c[1].text = b
    d.add_paragraph("Đề tài thử ba mật độ trồng dong riềng trên đất dốc 15 độ. Mật độ 3 vạn khóm/ha cho củ nhiều nhất.")
    d.add_heading("Cách làm", 1)
    for x in ("Làm đất trước một tháng", "Bón lót phân chuồng", "Trồng khi có mưa"): d.add_paragraph(x, style="List Number")
    d.add_heading("Vật tư", 2)
    for x in ("Phân chuồng 10 tấn/ha", "Vôi bột"): d.add_paragraph(x, style="List Bullet")
    d.add_paragraph("Loại vôi đã tôi", style="List Bullet 2")
    p = d.add_paragraph("Chữ "); p.add_run("đậm").bold = True; p.add_run(" và "); p.add_run("nghiêng").italic = True; p.add_run(", dấu * _ [x] <b> giữ nguyên.")
    t = d.add_table(rows=1, cols=3)
    for c, x in zip(t.rows[0].cells, ("Mật độ", "Năng suất (tấn/ha)", "Ghi chú")): c.text = x
    for r in (("2 vạn", "41,5", "a|b"), ("3 vạn", "52,3", "")):
        for c, x in zip(t.add_row().cells, r): c.text = x
    d.add_picture(io.BytesIO(png(64, 40)))
    d.add_paragraph("Hình 1. Ruộng dong riềng")
    d.save(OUT / "dong-rieng.docx")

# Unicode to the code points that a .VnTime document holds (TCVN 5712:1993 VN3 read as Latin-1).
LOW = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ"
T = [0xB5,0xB6,0xB7,0xB8,0xB9,0xA8,0xBB,0xBC,0xBD,0xBE,0xC6,0xA9,0xC7,0xC8,0xC9,0xCA,0xCB,0xAE,0xCC,0xCE,0xCF,0xD0,0xD1,0xAA,0xD2,0xD3,0xD4,0xD5,0xD6,0xD7,0xD8,0xDC,0xDD,0xDE,0xDF,0xE1,0xE2,0xE3,0xE4,0xAB,0xE5,0xE6,0xE7,0xE8,0xE9,0xAC,0xEA,0xEB,0xEC,0xED,0xEE,0xEF,0xF1,0xF2,0xF3,0xF4,0xAD,0xF5,0xF6,0xF7,0xF8,0xF9,0xFA,0xFB,0xFC,0xFD,0xFE]
TC = dict(zip(LOW, map(chr, T))); TC.update({"Đ": "\xa7", "Ă": "\xa1", "Â": "\xa2", "Ê": "\xa3", "Ô": "\xa4", "Ơ": "\xa5", "Ư": "\xa6"})
tcvn = lambda s: "".join(TC.get(c, c) for c in s)

def font(run, name):
    run.font.name = name
    f = run._element.rPr.rFonts
    for a in ("w:hAnsi", "w:cs", "w:eastAsia"): f.set(qn(a), name)

def old():
    d = Document()
    def line(parts, center=False, bold=False):
        p = d.add_paragraph()
        if center: p.alignment = WD_ALIGN_PARAGRAPH.CENTER
        for text, name in parts:
            r = p.add_run(text); r.bold = bold; font(r, name)
    line([(tcvn("cộng hoà xã hội chủ nghĩa việt nam"), ".VnTimeH")], True, True)
    line([(tcvn("Độc lập - Tự do - Hạnh phúc"), ".VnTime")], True, True)
    line([(tcvn("kỹ thuật ủ chua thân lá ngô"), ".VnTimeH")], True, True)
    line([(tcvn("Thân lá ngô ủ chua nuôi được bò qua mùa đông, mỗi hố 2 tấn đủ cho hai con trong ba tháng."), ".VnTime")])
    line([(tcvn("1. Đào hố"), ".VnTime")], bold=True)
    # A word cut in two runs, and Unicode among the old letters.
    line([(tcvn("Hố sâu 1,5 m, lót ni lông; đổ từng l"), ".VnTime"), (tcvn("ớp rồi nén chặt. "), ".VnTime"), ("Đoạn này gõ bằng Unicode.", "Times New Roman")])
    line([("Phaàn naøy goõ baèng boä goõ VNI cuõ.", "VNI-Times")])
    d.save(OUT / "u-chua-tcvn3.docx")

def office():
    html = OUT / "x.html"
    html.write_text("""<html><head><meta charset='utf-8'></head><body><h1>Nuôi ong nội ở vùng cao</h1>
<p>Ong nội đi lấy mật từ tháng hai đến tháng tám, mỗi đàn cho 3–5 kg mật một vụ.</p>
<h2>Dụng cụ</h2><ul><li>Thùng gỗ<ul><li>Nắp</li><li>Cầu ong</li></ul></li><li>Khói</li></ul>
<h2>Các bước</h2><ol><li>Chọn chỗ đặt</li><li>Bắt đàn</li></ol>
<p>Xem <a href="https://example.org/ong">trang này</a>.</p>
<table border=1><tr><th>Tháng</th><th>Việc</th></tr><tr><td>2</td><td>Chia đàn</td></tr></table></body></html>""", encoding="utf-8")
    subprocess.run(["soffice", "--headless", "--infilter=HTML (StarWriter)", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(OUT), str(html)], check=True)
    (OUT / "x.docx").rename(OUT / "ong-noi-libreoffice.docx"); html.unlink()

def excel():
    w = Workbook(); s = w.active; s.title = "Kết quả"
    s["A1"] = "DANH MỤC KẾT QUẢ NHIỆM VỤ KHOA HỌC VÀ CÔNG NGHỆ"; s["A1"].font = Font(bold=True)
    s.append([]); 
    s.append(["STT", "Tên đề tài", "Tóm tắt", "Mã số nhiệm vụ", "Cơ quan chủ trì", "Chu nhiem de tai", "Năm nghiệm thu", "Kinh phí (triệu đồng)", "Ngày nghiệm thu", "Xếp loại", "Lĩnh vực", "Địa điểm thực hiện", "Nguồn", "Website", "Cán bộ theo dõi"])
    crops = ["dong riềng", "hạt dẻ", "thạch đen", "lê vàng", "chè dây", "lạc đỏ", "ngô nếp", "trúc sào", "quýt", "gừng"]
    acts = ["chọn giống", "nhân giống", "bón phân", "tưới tiết kiệm", "phòng sâu bệnh", "thu hoạch", "sấy", "bảo quản", "chế biến", "đóng gói"]
    n = 0
    for a in acts:
        for c in crops:
            for v in (1, 2):
                n += 1
                s.append([n, f"Nghiên cứu {a} {c} vụ {v}", f"Thử {a} cho cây {c} trên {v + 1} ha, ghi số liệu hai vụ.", f"CB-{n:03d}", "Trung tâm thử nghiệm", f"Nguyễn Văn {chr(65 + n % 26)}", 2000 + n % 20, 100 + n, datetime.date(2001 + n % 20, 1 + n % 12, 1 + n % 28), "Đạt", "Trồng trọt", "Xã Trùng Khánh", f"Báo cáo tổng kết {n}", "https://example.org/%d" % n, "phòng A"])
    row = lambda k: k + 3
    s.cell(row(11), 2).value = None                      # 1 no title
    for c in range(2, 16): s.cell(row(22), c).value = s.cell(row(21), c).value  # 2 the row before again
    s.cell(row(33), 7).value = "hai nghìn mười"          # 3 a year in words
    s.cell(row(44), 8).value = "khoảng 200"              # 4 money
    s.cell(row(55), 9).value = "31/02/2015"              # 5 a day that is not
    s.cell(row(66), 10).value = "Tuyệt vời"              # 6 no such grade
    s.cell(row(77), 12).value = "Xã Không Có"            # 7 no such place
    s.cell(row(88), 3).value = "Rất dài " * 60           # 8 summary too long
    s.cell(row(99), 14).value = "trang của sở"           # 9 no address
    s.cell(row(110), 4).value = "=1/0"                   # 10 an error of a formula
    w.save(OUT / "x.xlsx")
    # LibreOffice works out the formula, as Excel would have.
    subprocess.run(["soffice", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(OUT / "y"), str(OUT / "x.xlsx")], check=True)
    (OUT / "y" / "x.xlsx").rename(OUT / "ket-qua-200.xlsx"); (OUT / "x.xlsx").unlink(); (OUT / "y").rmdir()
word(); old(); office(); excel()
