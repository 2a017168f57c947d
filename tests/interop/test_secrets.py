"""One walk through every interface for what must not be seen: drafts, what waits, the archive, what is internal, people
without consent, fields that are shown nowhere, the body of a record that shows its summary, comments of authors."""

import json
import re
import urllib.error
import urllib.parse

from conftest import HIDDEN, SECRET

EXTENSIONS = ["", ".md", ".bib", ".ris", ".csl.json", ".jsonld", ".linkset.json"]
ASKED = urllib.parse.quote(SECRET)


def addresses(site):
    """Every address of every interface: the listed ones, those of the description, those of all records."""
    out = [
        "/", "/gioi-thieu", "/tim", "/tim?dung=1", "/ban-do", "/mua-vu", "/chinh-sach", "/su-kien", "/api", "/nhung?n=20",
        "/moi.atom", "/tim.atom", "/opensearch.xml", "/sitemap.xml", "/robots.txt", "/llms.txt", "/dcat.jsonld",
        "/lich/tat-ca.ics", "/goi-y?q=xuy", "/goi-y?q=hien", "/oai?verb=Identify", "/oai?verb=ListSets",
        "/oai/record.xsd", "/api/v1/search?q=&limit=100", "/api/v1/search?q=&limit=100&offset=100",
        "/api/v1/search?q=&limit=100&offset=200&explain=1", "/api/v1/suggest?q=xuy", "/api/v1/suggest?q=hien",
        "/api/v1/records.ndjson", "/api/v1/records.csv", "/api/v1/changes?limit=1000", "/api/v1/places",
    ]
    document = json.loads(site.get("/api/v1/openapi.json"))
    out += [path for path in document["paths"] if "{" not in path]
    for collection in json.loads(site.get("/api/v1/collections"))["collections"]:
        name = collection["id"]
        out += [
            f"/{name}.atom", f"/{name}.md", f"/tim?collection={name}", f"/api/v1/collections/{name}/schema",
            f"/api/v1/records.csv?collection={name}", f"/nhung?bo={name}&n=20",
        ]
    for prefix in ("oai_dc", "nhipcau"):
        token = f"metadataPrefix={prefix}"
        while token:
            out.append("/oai?verb=ListRecords&" + token)
            more = re.search(r"<resumptionToken[^>]*>([^<]+)<", site.get(out[-1]))
            token = more and "resumptionToken=" + urllib.parse.quote(more.group(1))
    for ma in ("ky-thuat/kt-hien-day-du", "ky-thuat/kt-hien-tom-tat"):
        out += ["/" + ma + extension for extension in EXTENSIONS]
        out.append("/api/v1/records/" + ma.split("/")[1])
    return out


def test_no_interface_shows_what_is_hidden(site):
    for address in addresses(site):
        text = site.get(address)
        assert SECRET.lower() not in text.lower(), address
        for ma in HIDDEN:
            assert ma not in text, (address, ma)


def test_no_question_finds_it(site):
    for address in (f"/api/v1/search?literal=1&q={ASKED}", f"/api/v1/search?literal=1&q=%22{ASKED}%22"):
        assert json.loads(site.get(address))["total"] == 0
    for address in (f"/tim.atom?dung=1&q={ASKED}",):
        assert "<entry>" not in site.get(address)
    assert json.loads(site.get(f"/goi-y?q={ASKED}"))[1] == []


def test_no_address_of_it_is_there(site):
    for ma in HIDDEN:
        collection = "chuyen-gia" if ma.startswith("cg-") else "ky-thuat"
        paths = [f"/{collection}/{ma}{extension}" for extension in EXTENSIONS] + [f"/api/v1/records/{ma}"]
        for path in paths:
            try:
                site.open(path)
            except urllib.error.HTTPError as told:
                assert told.code == 404, path
                assert SECRET not in told.read().decode()
            else:
                raise AssertionError(f"{path} is there")
        for prefix in ("oai_dc", "nhipcau"):
            query = f"/oai?verb=GetRecord&metadataPrefix={prefix}&identifier=oai:nhipcau.local:{ma}"
            assert 'code="idDoesNotExist"' in site.get(query)


def test_the_walk_can_fail(site):
    """What is public is found by the same walk."""
    found = [address for address in addresses(site) if "kt-hien-day-du" in site.get(address)]
    assert {"/moi.atom", "/sitemap.xml", "/api/v1/records.ndjson", "/api/v1/records.csv", "/ky-thuat.md"} <= set(found)
