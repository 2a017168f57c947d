//! A small catalogue, made so that every word of a query has its neighbours in spelling beside it.

use std::sync::Arc;

use catalogue::Declarations;

/// Declarations and vocabularies of the small catalogue.
pub(crate) fn declarations() -> Arc<Declarations> {
    let mut files: Vec<(String, String)> = COLLECTIONS
        .iter()
        .map(|(id, order, prefix, label)| {
            let text = format!(
                "id: {id}\norder: {order}\nprefix: {prefix}\nlabels: {{vi: {label}, en: {id}, zh: {id}}}\n\
                 description: {{vi: {label}., en: {id}, zh: {id}}}\nbody: required\nschema_org: Article\nfields:\n{FIELDS}"
            );
            (format!("_collections/{id}.yaml"), text)
        })
        .collect();
    files.extend(VOCABULARIES.iter().map(|(id, terms)| {
        let text =
            format!("id: {id}\nlabels: {{vi: {id}, en: {id}, zh: {id}}}\nsource: Danh mục để thử\nterms:\n{terms}");
        (format!("_vocabularies/{id}.yaml"), text)
    }));
    let (declarations, findings) = catalogue::declarations::parse(&files);
    assert!(findings.is_empty(), "{findings:?}");
    Arc::new(declarations)
}

const COLLECTIONS: &[(&str, u32, &str, &str)] = &[
    ("ky-thuat", 1, "kt", "Kỹ thuật"),
    ("to-chuc", 2, "tc", "Tổ chức"),
    ("chinh-sach", 3, "cs", "Chính sách"),
];

const FIELDS: &str = "\
- {name: ma, type: text, label: {vi: Mã, en: Identifier, zh: 编号}, required: true, search: 1, show: [page]}
- {name: ten, type: text, label: {vi: Tên, en: Title, zh: 名称}, required: true, search: 4, show: [list, page]}
- {name: tom_tat, type: text, label: {vi: Tóm tắt, en: Summary, zh: 简介}, search: 2, show: [list, page]}
- {name: doi_tuong, type: list, of: {type: choice, vocabulary: doi-tuong}, label: {vi: Đối tượng, en: Subject, zh: 对象}, facet: true, search: 2, show: [list, page]}
- {name: dia_ban, type: list, of: {type: place}, label: {vi: Địa bàn, en: Place, zh: 地区}, facet: true, search: 1, show: [list, page]}
- {name: nam, type: year, label: {vi: Năm, en: Year, zh: 年份}, facet: true, show: [list, page]}
";

const VOCABULARIES: &[(&str, &str)] = &[
    (
        "doi-tuong",
        "\
- {code: hat-de, labels: {vi: Hạt dẻ, en: Chinese chestnut, zh: 板栗}, names: [{name: cây dẻ, lang: vi}, {name: dẻ Trùng Khánh, lang: vi}, {name: mác lịch, lang: tyz}, {name: 栗子, lang: zh}, {name: Castanea mollissima, lang: la}]}
- {code: hoi, labels: {vi: Cây hồi, en: Star anise, zh: 八角}, names: [{name: quả hồi, lang: vi}, {name: mác chác, lang: tyz}, {name: Illicium verum, lang: la}]}
- {code: lon, labels: {vi: Lợn, en: Pig, zh: 猪}, names: [{name: heo, lang: vi-x-nam}, {name: con lợn, lang: vi}]}
- {code: ngo, labels: {vi: Ngô, en: Maize, zh: 玉米}, names: [{name: bắp, lang: vi-x-nam}, {name: Zea mays, lang: la}]}
- {code: san, labels: {vi: Sắn, en: Cassava, zh: 木薯}, names: [{name: khoai mì, lang: vi-x-nam}, {name: củ mì, lang: vi-x-nam}]}
- {code: de, labels: {vi: Dê, en: Goat, zh: 山羊}, names: [{name: dê núi, lang: vi}]}
- {code: so, labels: {vi: Cây sở, en: Oil camellia, zh: 油茶}, names: [{name: quả sở, lang: vi}, {name: Camellia oleifera, lang: la}]}
- {code: ong, labels: {vi: Ong nội, en: Honey bee, zh: 蜜蜂}, names: [{name: ong, lang: vi}]}
",
    ),
    (
        "ten-goi",
        "\
- {code: nuoi-cay-mo, labels: {vi: Nuôi cấy mô, en: Tissue culture, zh: 组织培养}, names: [{name: nhân giống in vitro, lang: vi}, {name: cấy mô, lang: vi}, {name: 组培, lang: zh}]}
- {code: ghep-cay, labels: {vi: Ghép cây, en: Grafting, zh: 嫁接}, names: [{name: ghép cành, lang: vi}]}
",
    ),
    (
        "viet-tat",
        "\
- {code: htx, labels: {vi: Hợp tác xã, en: Cooperative}, names: [{name: HTX, lang: vi}]}
- {code: khcn, labels: {vi: Khoa học và công nghệ, en: Science and technology}, names: [{name: KH&CN, lang: vi}, {name: KHCN, lang: vi}]}
",
    ),
    (
        "dia-ban",
        "\
- {code: \"2025:04\", labels: {vi: Tỉnh Cao Bằng, en: Cao Bằng province}, unit: tinh, short: Cao Bằng}
- {code: \"2025:01363\", labels: {vi: Xã Thông Nông, en: Thông Nông commune}, unit: xa, short: Thông Nông, broader: \"2025:04\"}
- {code: \"2025:01366\", labels: {vi: Xã Cần Yên, en: Cần Yên commune}, unit: xa, short: Cần Yên, broader: \"2025:04\"}
- {code: \"2025:01447\", labels: {vi: Xã Trà Lĩnh, en: Trà Lĩnh commune}, unit: xa, short: Trà Lĩnh, broader: \"2025:04\"}
- {code: \"2025:01456\", labels: {vi: Xã Quang Hán, en: Quang Hán commune}, unit: xa, short: Quang Hán, broader: \"2025:04\"}
- {code: \"2025:01288\", labels: {vi: Phường Tân Giang, en: Tân Giang ward}, unit: phuong, short: Tân Giang, broader: \"2025:04\"}
- {code: \"2025:01654\", labels: {vi: Xã Hoà An, en: Hoà An commune}, unit: xa, short: Hoà An, broader: \"2025:04\", names: [{name: Hòa An, lang: vi}]}
- {code: \"2025:01660\", labels: {vi: Xã Nam Tuấn, en: Nam Tuấn commune}, unit: xa, short: Nam Tuấn, broader: \"2025:04\"}
- {code: \"2020:01720\", labels: {vi: Xã Lê Chung, en: Lê Chung commune}, unit: xa, short: Lê Chung, now: [\"2025:01288\"], within: \"2020:051\"}
- {code: \"2020:051\", labels: {vi: Huyện Hoà An, en: Hoà An district}, unit: huyen, short: Hoà An, broader: \"2025:04\", names: [{name: Hòa An, lang: vi}], now: [\"2025:01654\", \"2025:01660\", \"2025:01288\"]}
- {code: \"2013:044\", labels: {vi: Huyện Thông Nông, en: Thông Nông district}, unit: huyen, short: Thông Nông, broader: \"2025:04\", now: [\"2025:01363\", \"2025:01366\"]}
- {code: \"2013:046\", labels: {vi: Huyện Trà Lĩnh, en: Trà Lĩnh district}, unit: huyen, short: Trà Lĩnh, broader: \"2025:04\", now: [\"2025:01447\", \"2025:01456\"]}
",
    ),
];

/// Path and text of every record.
pub(crate) const RECORDS: &[(&str, &str)] = &[
    // dẻ, dê, để, đẻ
    (
        "ky-thuat/kt-say-de.md",
        "---\nma: kt-say-de\nten: Sấy hạt dẻ bằng gió nóng\ntom_tat: Hạt dẻ sấy khô để được sáu tháng.\ndoi_tuong: [hat-de]\nnam: 2018\n---\nHạt dẻ tươi rải mỏng trên khay. Sấy hạt dẻ ở 55 °C, đảo hai giờ một lần.\n",
    ),
    (
        "ky-thuat/kt-sau-de.md",
        "---\nma: kt-sau-de\nten: Phòng sâu đục hạt dẻ\ndoi_tuong: [hat-de]\nnam: 2020\n---\nMuốn hạt dẻ không bị sâu thì nhặt quả rụng hằng ngày và ngâm nước nóng. Sâu non của bọ vòi voi nằm trong hạt.\n",
    ),
    (
        "ky-thuat/kt-ghep-de.md",
        "---\nma: kt-ghep-de\nten: Ghép cây dẻ Trùng Khánh\ndoi_tuong: [hat-de]\n---\nGhép nêm vào tháng hai, lấy mắt từ cây trội. Cây dẻ ghép ra quả sau ba năm.\n",
    ),
    (
        "ky-thuat/kt-de-nui.md",
        "---\nma: kt-de-nui\nten: Nuôi dê núi chuồng sàn\ndoi_tuong: [de]\n---\nDê ăn lá cây, dê cái đẻ mỗi năm hai lứa. Làm sàn cao để phân rơi xuống dưới.\n",
    ),
    (
        "ky-thuat/kt-de-con.md",
        "---\nma: kt-de-con\nten: Đỡ đẻ cho dê và chăm dê con\ndoi_tuong: [de]\n---\nDê sắp đẻ thì nhốt riêng. Dê con bú sữa đầu trong hai giờ.\n",
    ),
    // sở, Sở, số, sổ
    (
        "ky-thuat/kt-trong-so.md",
        "---\nma: kt-trong-so\nten: Trồng sở lấy dầu\ndoi_tuong: [so]\n---\nSở ưa đất đồi dốc. Quả sở chín vào tháng mười, hạt sở ép lấy dầu.\n",
    ),
    (
        "ky-thuat/kt-dau-so.md",
        "---\nma: kt-dau-so\nten: Ép lạnh dầu sở\ndoi_tuong: [so]\n---\nHạt sở phơi khô còn 8 % ẩm rồi ép lạnh; dầu sở vàng trong.\n",
    ),
    (
        "to-chuc/tc-so-khcn.md",
        "---\nma: tc-so-khcn\nten: Sở Khoa học và Công nghệ tỉnh Cao Bằng\n---\nSở quản lý nhiệm vụ khoa học và công nghệ của tỉnh. Trụ sở của Sở ở phường Tân Giang; cơ sở dữ liệu do Sở giữ.\n",
    ),
    (
        "to-chuc/tc-so-nong-nghiep.md",
        "---\nma: tc-so-nong-nghiep\nten: Sở Nông nghiệp và Môi trường\n---\nSở hướng dẫn trồng trọt, chăn nuôi. Sở có các chi cục.\n",
    ),
    (
        "chinh-sach/cs-so-lieu.md",
        "---\nma: cs-so-lieu\nten: Số liệu thống kê và sổ theo dõi\nnam: 2018\n---\nGhi số liệu vào sổ mỗi tháng, số nào sai thì sửa.\n",
    ),
    // hồi, hội
    (
        "ky-thuat/kt-tinh-dau-hoi.md",
        "---\nma: kt-tinh-dau-hoi\nten: Chưng cất tinh dầu hồi\ndoi_tuong: [hoi]\n---\nQuả hồi khô cho tinh dầu nhiều hơn lá hồi. Chưng cất sáu giờ.\n",
    ),
    (
        "ky-thuat/kt-trong-hoi.md",
        "---\nma: kt-trong-hoi\nten: Trồng rừng hồi\ndoi_tuong: [hoi]\n---\nCây hồi trồng bằng hạt tám năm mới có quả; hồi ghép bốn năm.\n",
    ),
    (
        "to-chuc/tc-hoi-nong-dan.md",
        "---\nma: tc-hoi-nong-dan\nten: Hội Nông dân tỉnh\n---\nHội mở hội nghị mỗi quý, hội viên đóng hội phí cho Hội.\n",
    ),
    (
        "to-chuc/tc-hoi-cho.md",
        "---\nma: tc-hoi-cho\nten: Hội chợ và lễ hội mùa xuân\n---\nLễ hội có hội chợ nông sản. Lễ khai mạc mùng mười tháng giêng.\n",
    ),
    // nghệ, nghề, công nghệ
    (
        "ky-thuat/kt-bot-nghe.md",
        "---\nma: kt-bot-nghe\nten: Làm tinh bột nghệ\n---\nCủ nghệ tươi rửa sạch, nghiền, lắng lấy tinh bột nghệ.\n",
    ),
    (
        "to-chuc/tc-lang-nghe.md",
        "---\nma: tc-lang-nghe\nten: Làng nghề rèn Phúc Sen\n---\nNghề rèn của người Nùng An truyền nhiều đời; thợ nghề làm dao.\n",
    ),
    (
        "chinh-sach/cs-cong-nghe.md",
        "---\nma: cs-cong-nghe\nten: Hỗ trợ đổi mới công nghệ\n---\nDoanh nghiệp đổi mới công nghệ được hỗ trợ. Công nghệ mới phải được thẩm định, quỹ khoa học công nghệ trả một nửa.\n",
    ),
    // lê, Lê, lễ
    (
        "ky-thuat/kt-ghep-le.md",
        "---\nma: kt-ghep-le\nten: Cải tạo cây lê vàng\n---\nCây lê già ghép thay tán. Quả lê bọc túi cho vỏ đẹp.\n",
    ),
    (
        "to-chuc/tc-le-van.md",
        "---\nma: tc-le-van\nten: Ông Lê Văn Tư, nghệ nhân\n---\nÔng Lê Văn Tư dạy nghề. Ông sinh năm 1950.\n",
    ),
    // mỡ, mở, mô
    (
        "ky-thuat/kt-rung-mo.md",
        "---\nma: kt-rung-mo\nten: Trồng rừng mỡ\n---\nCây mỡ ưa đất sâu ẩm. Gỗ mỡ làm ván bóc.\n",
    ),
    (
        "ky-thuat/kt-mo-lop.md",
        "---\nma: kt-mo-lop\nten: Mở lớp tập huấn ở bản\n---\nMở lớp vào buổi tối, mở đầu bằng chiếu phim.\n",
    ),
    // then, thẹn
    (
        "to-chuc/tc-hat-then.md",
        "---\nma: tc-hat-then\nten: Câu lạc bộ hát then\n---\nHát then, đàn tính của người Tày. Nghi lễ then do thầy then làm.\n",
    ),
    (
        "ky-thuat/kt-cay-then.md",
        "---\nma: kt-cay-then\nten: Cây xấu hổ hay cây thẹn\n---\nCây thẹn cụp lá khi chạm vào. Rễ cây thẹn làm thuốc.\n",
    ),
    // bò, bỏ, bơ, bộ
    (
        "ky-thuat/kt-bo-ve.md",
        "---\nma: kt-bo-ve\nten: Bò bị ve bám đen\n---\nBò bị ve bám đen thì bắt ve, tắm thuốc. Ve truyền bệnh ký sinh trùng đường máu cho bò.\n",
    ),
    (
        "ky-thuat/kt-bo-beo.md",
        "---\nma: kt-bo-beo\nten: Vỗ béo bò Mông\n---\nBò nhốt chuồng ba tháng, ăn cỏ ủ chua. Mỗi ngày bò tăng 0,8 kg.\n",
    ),
    (
        "ky-thuat/kt-trong-bo.md",
        "---\nma: kt-trong-bo\nten: Trồng bơ sáp\n---\nCây bơ cần đất thoát nước. Quả bơ thu tháng bảy, bỏ quả non.\n",
    ),
    // ong, ông, ống
    (
        "ky-thuat/kt-ong.md",
        "---\nma: kt-ong\nten: Nuôi ong nội lấy mật\ndoi_tuong: [ong]\ndia_ban: [\"2025:01366\"]\n---\nĐàn ong nội đặt dưới tán. Mật ong quay khi đã chín.\n",
    ),
    (
        "ky-thuat/kt-ong-nuoc.md",
        "---\nma: kt-ong-nuoc\nten: Lắp ống nước tự chảy\n---\nỐng nhựa chôn sâu, ống to ở đầu nguồn.\n",
    ),
    // Nuôi cấy mô, in vitro
    (
        "ky-thuat/kt-cay-mo.md",
        "---\nma: kt-cay-mo\nten: Nuôi cấy mô tế bào thực vật\n---\nNuôi cấy mô cho cây giống sạch bệnh. Mô tế bào đặt trong môi trường thạch.\n",
    ),
    (
        "ky-thuat/kt-lan.md",
        "---\nma: kt-lan\nten: Nhân giống in vitro lan kim tuyến\n---\nChồi in vitro ra rễ sau tám tuần, pH môi trường 5,8.\n",
    ),
    (
        "ky-thuat/kt-chuoi.md",
        "---\nma: kt-chuoi\nten: Trồng chuối nuôi cấy mô\n---\nCây chuối nuôi cấy mô trồng cách hai mét.\n",
    ),
    (
        "ky-thuat/kt-nuoi-cay.md",
        "---\nma: kt-nuoi-cay\nten: Nuôi cá trong ruộng lúa cấy thưa\n---\nCá nuôi từ khi cấy xong. Mô hình một vụ.\n",
    ),
    // Lợn, ngô, sắn, dược liệu
    (
        "ky-thuat/kt-lon.md",
        "---\nma: kt-lon\nten: Lợn con bị tiêu chảy\ndoi_tuong: [lon]\n---\nLợn con ỉa phân trắng thì giữ ấm, cho uống nước muối đường.\n",
    ),
    (
        "ky-thuat/kt-ngo.md",
        "---\nma: kt-ngo\nten: Trồng ngô sinh khối\ndoi_tuong: [ngo]\n---\nNgô thu cả cây khi hạt chín sữa. Ủ chua cho trâu bò.\n",
    ),
    (
        "ky-thuat/kt-san.md",
        "---\nma: kt-san\nten: Trồng sắn trên đất dốc\ndoi_tuong: [san]\n---\nSắn trồng xen lạc, băng cỏ giữ đất.\n",
    ),
    (
        "ky-thuat/kt-duoc-lieu.md",
        "---\nma: kt-duoc-lieu\nten: Trồng cây dược liệu dưới tán rừng\ndia_ban: [\"2025:01447\"]\n---\nCây dược liệu ưa bóng: sa nhân, ba kích. Dược liệu thu hái đúng tuổi.\n",
    ),
    (
        "ky-thuat/kt-nam.md",
        "---\nma: kt-nam\nten: Trồng nấm hương trên gỗ khúc\ndia_ban: [\"2025:01363\"]\n---\nNấm hương cần ẩm và mát. Gỗ khúc cấy giống mùa xuân.\n",
    ),
    (
        "ky-thuat/kt-quyt.md",
        "---\nma: kt-quyt\nten: Trồng quýt sạch bệnh\ndia_ban: [\"2025:01456\"]\n---\nQuýt ghép trên gốc chấp, phòng bệnh vàng lá.\n",
    ),
    (
        "ky-thuat/kt-ot.md",
        "---\nma: kt-ot\nten: Trồng ớt hữu cơ\ndia_ban: [\"2025:01654\"]\n---\nỚt trồng luống cao, tưới nhỏ giọt.\n",
    ),
    (
        "ky-thuat/kt-mia.md",
        "---\nma: kt-mia\nten: Trồng mía nguyên liệu\ndia_ban: [\"2025:01288\"]\n---\nMía trồng bằng hom, vụ xuân.\n",
    ),
    // HTX
    (
        "to-chuc/tc-htx-bich-loan.md",
        "---\nma: tc-htx-bich-loan\nten: Hợp tác xã Bích Loan\n---\nHợp tác xã có hai mươi hộ, làm giống cây.\n",
    ),
    (
        "to-chuc/tc-htx-giang-lam.md",
        "---\nma: tc-htx-giang-lam\nten: HTX Giang Lam\n---\nHTX thu mua lạc đỏ của các hộ.\n",
    ),
    // Numbers, codes, foreign words
    (
        "chinh-sach/cs-93-2021.md",
        "---\nma: cs-93-2021\nten: Nghị quyết 93/2021/NQ-HĐND\nnam: 2021\n---\nNghị quyết 93/2021/NQ-HĐND hỗ trợ phát triển khoa học, công nghệ.\n",
    ),
    (
        "chinh-sach/cs-30-2014.md",
        "---\nma: cs-30-2014\nten: Nghị quyết 30/2014/NQ-HĐND\nnam: 2014\n---\nNghị quyết 30/2014/NQ-HĐND đã hết hiệu lực.\n",
    ),
    (
        "chinh-sach/cs-tcvn-huu-co.md",
        "---\nma: cs-tcvn-huu-co\nten: Nông nghiệp hữu cơ TCVN 11041-2:2017\nnam: 2017\n---\nTCVN 11041-2:2017 về trồng trọt hữu cơ.\n",
    ),
    (
        "chinh-sach/cs-tcvn-vietgap.md",
        "---\nma: cs-tcvn-vietgap\nten: VietGAP TCVN 11892-1:2017\nnam: 2017\n---\nTCVN 11892-1:2017 về thực hành tốt.\n",
    ),
    (
        "ky-thuat/kt-va06.md",
        "---\nma: kt-va06\nten: Ủ chua cỏ VA06\n---\nCỏ VA06 cắt lúc 60 ngày, ủ với 3 % muối.\n",
    ),
    (
        "ky-thuat/kt-nha-mang.md",
        "---\nma: kt-nha-mang\nten: Nhà màng có wifi và cảm biến\n---\nCảm biến đo CO2 và pH, gửi qua wifi tới phần mềm (software) trên máy chạy Windows; mở cửa sổ (window) khi nóng.\n",
    ),
    (
        "ky-thuat/kt-cam-ga.md",
        "---\nma: kt-cam-ga\nten: Cám gà 18 % protein\n---\nCám tự trộn có 18 % protein, 2 kg mỗi chục con.\n",
    ),
];
