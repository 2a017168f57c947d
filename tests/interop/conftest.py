"""A server over a copy of the catalogue with records planted in it, and what the clients share."""

import os
import re
import shutil
import signal
import socket
import subprocess
import time
import urllib.request
from importlib.metadata import version
from pathlib import Path

import pytest

ROOT = Path(os.environ["NHIPCAU_ROOT"])
NODE = Path(os.environ["NHIPCAU_NODE"])
HERE = Path(__file__).parent

CLIENTS = [
    "sickle", "oaipmh-scythe", "xmlschema", "openapi-spec-validator", "schemathesis", "jsonschema", "extruct",
    "feedparser", "icalendar", "ultimate-sitemap-parser", "protego", "bibtexparser", "rispy", "citeproc-py",
    "signposting", "rdflib", "pyshacl",
]

# A word that is nowhere but in what must not be seen.
SECRET = "Xuyvanhmatkhong"

_connect = socket.socket.connect


def _local_only(self, address):
    """Clients talk to this machine or to nobody: a schema or a context fetched from elsewhere is a defect."""
    if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in ("127.0.0.1", "::1"):
        raise OSError(f"a client asked {address[0]}")
    return _connect(self, address)


socket.socket.connect = _local_only


def pytest_report_header():
    lock = (NODE / "package-lock.json").read_text(encoding="utf-8")
    npm = re.findall(r'"node_modules/(opensearch-browser|structured-data-testing-tool)": \{\s+"version": "([^"]+)"', lock)
    told = [f"{name} {version(name)}" for name in CLIENTS] + [f"{name} {v} (npm)" for name, v in npm]
    return ["clients: " + ", ".join(told)]


def record(ma, title, more="", body="Nội dung.", collection="ky-thuat"):
    fields = {
        "ky-thuat": 'nhom: trong-trot\nmuc_dich: "Để thử."\nbuoc:\n  - {ten: "Một", noi_dung: "Làm."}\n',
        "chuyen-gia": "chuyen_mon: [cây trồng]\n",
    }[collection]
    return (
        f'---\nma: {ma}\nten: "{title}"\ntom_tat: "Tóm tắt của {title}."\nminh_hoa: true\n'
        f"giay_phep: CC-BY-4.0\n{fields}{more}---\n\n{body}\n"
    )


# Records that no interface may show, or of which it may show only a part.
PLANTED = {
    "ky-thuat/kt-an-nhap.md": record("kt-an-nhap", f"Nháp {SECRET}", "trang_thai: nhap\n"),
    "ky-thuat/kt-an-duyet.md": record("kt-an-duyet", f"Chờ {SECRET}", "trang_thai: cho-duyet\n"),
    "ky-thuat/kt-an-kho.md": record("kt-an-kho", f"Kho {SECRET}", "trang_thai: luu-kho\n"),
    "ky-thuat/kt-an-noi-bo.md": record("kt-an-noi-bo", f"Nội bộ {SECRET}", "quyen_xem: noi-bo\n"),
    "chuyen-gia/cg-an-nguoi.md": record(
        "cg-an-nguoi", f"Người {SECRET}", "dong_y_cong_khai: false\n", collection="chuyen-gia"
    ),
    # The summary is public, the rest is not.
    "ky-thuat/kt-hien-tom-tat.md": record(
        "kt-hien-tom-tat", "Hiện tóm tắt", f"quyen_xem: tom-tat\nnang_suat: {SECRET}\n", f"Thân {SECRET}."
    ),
    # What an author writes beside the text, and a field that is shown nowhere; links to what is hidden.
    "ky-thuat/kt-hien-day-du.md": record(
        "kt-hien-day-du",
        "Hiện đầy đủ: 5 < 6 & “ngoặc” </script> ]]>",
        f'ghi_chu_noi_bo: "{SECRET}"\nlien_quan: [kt-an-nhap, cg-an-nguoi, kt-hien-tom-tat]\n'
        'doi_tuong: [hat-de]\nlinh_vuc: ["40103"]\n'
        'dich:\n  en: {ten: "Shown in full", tom_tat: "All of it."}\n  zh: {ten: "全部显示", tom_tat: "全部。"}\n',
        f"<!-- {SECRET} -->\n\nĐoạn một.\n\n## Mục\n\nĐoạn *hai*.",
    ),
}
HIDDEN = ["kt-an-nhap", "kt-an-duyet", "kt-an-kho", "kt-an-noi-bo", "cg-an-nguoi"]


class Site:
    """The running server."""

    def __init__(self, folder):
        self.folder = folder
        self.content = folder / "content"
        self.process = None
        # The host has a dot, as identifiers of OAI-PMH want.
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"

    def start(self):
        log = open(self.folder / "server.log", "ab")
        self.process = subprocess.Popen(
            [
                os.environ["NHIPCAU_BIN"], "serve", "--listen", f"127.0.0.1:{self.port}",
                "--content", self.content, "--index", self.folder / "index", "--data", self.folder / "data",
                "--config", self.folder / "nhipcau.toml",
            ],
            stdout=log, stderr=log, cwd=self.folder,
        )
        for _ in range(600):
            try:
                self.get("/livez")
                return self
            except OSError:
                assert self.process.poll() is None, (self.folder / "server.log").read_text(encoding="utf-8")
                time.sleep(0.1)
        raise AssertionError("the server does not answer")

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(20)

    def open(self, path, **headers):
        url = path if path.startswith("http") else self.url + path
        request = urllib.request.Request(url, headers={k.replace("_", "-"): v for k, v in headers.items()})
        return urllib.request.urlopen(request, timeout=30)

    def get(self, path, **headers):
        with self.open(path, **headers) as answer:
            return answer.read().decode("utf-8")

    def write(self, path, text):
        file = self.content / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def until(self, wanted):
        """Waits until what is wanted is so."""
        for _ in range(200):
            if wanted():
                return
            time.sleep(0.05)
        raise AssertionError("it did not come about")


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    site = Site(tmp_path_factory.mktemp("site"))
    shutil.copytree(ROOT / "content", site.content)
    common = site.content / "_collections/_chung.yaml"
    common.write_text(
        common.read_text(encoding="utf-8")
        + "  - {name: ghi_chu_noi_bo, type: text, label: {vi: Ghi chú nội bộ, en: Internal note, zh: 内部备注}, show: [none]}\n",
        encoding="utf-8",
    )
    for path, text in PLANTED.items():
        site.write(path, text)
    (site.folder / "nhipcau.toml").write_text('embed_in = ["https://*.caobang.gov.vn"]\n', encoding="utf-8")
    site.start()
    yield site
    site.stop()
