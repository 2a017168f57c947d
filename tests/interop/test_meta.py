"""What search engines and catalogues read: JSON-LD, sitemap, robots, Signposting, DCAT, Markdown."""

import json
import re
import subprocess
import xml.etree.ElementTree as ET

import extruct
import pyshacl
import pytest
import rdflib
import signposting
from protego import Protego
from usp.web_client.abstract_client import AbstractWebClient, AbstractWebClientSuccessResponse
from usp.tree import sitemap_tree_for_homepage

from conftest import HERE, NODE

# A record of every collection, by the type that its collection declares.
TYPES = {
    "ky-thuat": "HowTo", "cong-nghe": "Product", "chinh-sach": "Legislation", "su-kien": "Event",
    "tai-nguyen": "Dataset", "to-chuc": "Organization", "doanh-nghiep": "Organization", "ket-qua": "Report",
    "mo-hinh": "Article", "nhu-cau": "Demand", "chuyen-gia": "Person",
}


@pytest.fixture(scope="session")
def pages(site):
    """Address and type of one record of every collection, and of the hard one."""
    out = [("/ky-thuat/kt-hien-day-du", "HowTo")]
    for collection, kind in TYPES.items():
        found = json.loads(site.get(f"/api/v1/search?q=&collection={collection}&limit=1&fields=url"))
        out += [(hit["url"], kind) for hit in found["hits"]]
    assert len(out) >= 10
    return out


def graph(site, path):
    page = site.get(path)
    blocks = extruct.extract(page, syntaxes=["json-ld"])["json-ld"]
    assert len(blocks) == 1, f"{path}: one graph a page"
    return blocks[0]["@graph"], page


def of_type(nodes, kind):
    return [node for node in nodes if node["@type"] == kind]


def test_every_page_has_one_graph_of_the_right_type(site, pages):
    for path, kind in pages:
        nodes, page = graph(site, path)
        thing = next(node for node in of_type(nodes, kind) if node["@id"].endswith("#ban-ghi"))
        title = re.search(r"<h1[^>]*>(.*?)</h1>", page).group(1)
        assert thing["url"].endswith(path) and thing["name"] and title
        (web,) = of_type(nodes, "ItemPage")
        assert web["mainEntity"]["@id"] == thing["@id"]
        assert [c["position"] for c in web["breadcrumb"]["itemListElement"]] == [1, 2, 3]
        ids = {node["@id"] for node in nodes}
        assert {web["isPartOf"]["@id"], web["publisher"]["@id"]} <= ids
    (thing,) = of_type(graph(site, "/ky-thuat/kt-hien-day-du")[0], "HowTo")
    assert thing["name"] == "Hiện đầy đủ: 5 < 6 & “ngoặc” </script> ]]>"
    assert thing["license"] == "https://creativecommons.org/licenses/by/4.0/" and thing["step"][0]["name"] == "Một"
    for path in ("/", "/gioi-thieu", "/su-kien", "/ban-do"):
        assert len(of_type(graph(site, path)[0], "WebSite")) == 1


def test_the_structured_data_testing_tool_is_clean(site, pages):
    env = {"NODE_PATH": str(NODE / "node_modules"), "PATH": "/usr/local/bin:/usr/bin:/bin"}
    for path, kind in pages[:6]:
        file = site.folder / "page.html"
        file.write_text(site.get(path), encoding="utf-8")
        done = subprocess.run(
            ["node", HERE / "sdtt.js", file, kind, "WebSite", "ItemPage"], cwd=NODE, env=env,
            capture_output=True, text=True, timeout=60,
        )
        assert done.returncode == 0, done.stderr
        told = json.loads(done.stdout)
        assert told["failed"] == [] and told["passed"] > 0, (path, told)


def test_canonical_and_languages(site):
    page = site.get("/ky-thuat/kt-hien-day-du?lang=en&x=1")
    assert f'<link rel="canonical" href="{site.url}/ky-thuat/kt-hien-day-du?lang=en">' in page
    assert f'hreflang="zh-CN" href="{site.url}/ky-thuat/kt-hien-day-du?lang=zh"' in page
    assert f'hreflang="vi" href="{site.url}/ky-thuat/kt-hien-day-du"' in page


class Client(AbstractWebClient):
    """Gives the parser of sitemaps what the server answers, and counts what is not there."""

    class Answer(AbstractWebClientSuccessResponse):
        def __init__(self, url, status, headers, data):
            self._url, self._status, self._headers, self._data = url, status, headers, data

        def status_code(self):
            return self._status

        def status_message(self):
            return "OK"

        def header(self, name):
            return self._headers.get(name)

        def raw_data(self):
            return self._data

        def url(self):
            return self._url

    def __init__(self, site):
        self.site = site

    def set_max_response_data_length(self, length):
        pass

    def get(self, url):
        with self.site.open(url) as answer:
            return self.Answer(url, answer.status, answer.headers, answer.read())


def test_the_sitemap_is_found_by_robots_and_is_true(site):
    tree = sitemap_tree_for_homepage(site.url + "/", web_client=Client(site), use_known_paths=False)
    pages = {page.url: page for page in tree.all_pages()}
    total = json.loads(site.get("/api/v1/search?q=&limit=0"))["total"]
    records = {url: page for url, page in pages.items() if page.last_modified}
    assert len(records) == total
    assert f"{site.url}/ky-thuat/kt-hien-day-du" in records
    assert not any("?" in url for url in pages), "no page that is made of a query"
    # An old record says when it was changed, not when the server was started.
    record = json.loads(site.get("/api/v1/search?q=&collection=chinh-sach&limit=1&fields=url,updated"))["hits"][0]
    assert records[site.url + record["url"]].last_modified.date().isoformat() == record["updated"]
    robots = Protego.parse(site.get("/robots.txt"))
    assert list(robots.sitemaps) == [site.url + "/sitemap.xml"]
    for url in pages:
        assert robots.can_fetch(url, "Googlebot"), url
    for path in ("/tim?q=ong&collection=ky-thuat", "/tim.atom?q=x", "/so-sanh?ma=a", "/api/v1/search?q=x", "/goi-y?q=x"):
        assert not robots.can_fetch(site.url + path, "Googlebot"), path


def test_signposting(site):
    url = site.url + "/ky-thuat/kt-hien-day-du"
    with site.open(url) as answer:
        links = signposting.find_signposting_http_link([answer.headers["Link"]], url)
    assert links.citeAs.target == url
    assert {str(s.target) for s in links.types} == {"https://schema.org/AboutPage", "https://schema.org/HowTo"}
    assert links.license.target == "https://creativecommons.org/licenses/by/4.0/"
    described = {s.type: str(s.target) for s in links.describedBy}
    assert described["application/x-bibtex"] == url + ".bib" and len(described) == 5
    for media, target in described.items():
        with site.open(target) as answer:
            assert answer.headers["Content-Type"].split(";")[0] == media
            assert f'<{url}>; rel="describes"' in answer.headers["Link"]
    linkset = links.linksets.pop()
    document = json.loads(site.get(str(linkset.target)))
    own = next(s for s in document["linkset"] if s["anchor"] == url)
    assert own["cite-as"] == [{"href": url}] and len(own["describedby"]) == 5


def test_dcat(site):
    data = rdflib.Graph().parse(data=site.get("/dcat.jsonld"), format="json-ld")
    shapes = rdflib.Graph().parse(HERE / "schemas/dcat.ttl")
    fits, _, why = pyshacl.validate(data, shacl_graph=shapes, advanced=False)
    assert fits, why
    dcat = rdflib.Namespace("http://www.w3.org/ns/dcat#")
    files = list(data.objects(None, dcat.downloadURL))
    assert len(files) >= 20
    for url in files[:4]:
        with site.open(str(url)) as answer:
            assert answer.status == 200
    # The shapes can fail.
    data.remove((None, dcat.accessURL, None))
    assert not pyshacl.validate(data, shacl_graph=shapes)[0]


def test_markdown_and_the_guide_for_ai_tools(site):
    text = site.get("/ky-thuat/kt-hien-day-du.md")
    assert text.startswith("# Hiện đầy đủ: 5 < 6 & “ngoặc”") and "## Mục" in text and "Đoạn *hai*" in text
    assert "- **Nhóm kỹ thuật:** Trồng trọt" in text and "- Bước: Một; Cách làm: Làm." in text
    guide = site.get("/llms.txt")
    assert guide.startswith("# ") and "\n> " in guide
    links = re.findall(r"\]\((http[^)]+)\)", guide)
    assert len(links) > 10
    for link in links:
        assert site.open(link).status == 200, link
    listed = re.findall(r"\]\((http[^)]+\.md)\)", site.get("/su-kien.md"))
    assert listed and site.open(listed[0]).status == 200
