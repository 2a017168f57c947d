"""OAI-PMH 2.0: two harvesters, every error code, answers checked against a schema, changes while one harvests."""

import os
import urllib.parse
from pathlib import Path

import oaipmh_scythe
import pytest
import xmlschema
from oaipmh_scythe import Scythe
from sickle import Sickle
from sickle import oaiexceptions

from conftest import HERE, HIDDEN, record

# The schema of the protocol as its authors publish it; other published schemas there are taken instead of ours.
PUBLISHED = Path(os.environ["NHIPCAU_SCHEMAS"])
NS = {"oai": "http://www.openarchives.org/OAI/2.0/"}


@pytest.fixture(scope="session")
def schema(site):
    full = site.folder / "record.xsd"
    full.write_text(site.get("/oai/record.xsd"), encoding="utf-8")

    def place(name):
        published = PUBLISHED / name
        return str(published if published.exists() else HERE / "schemas" / name)

    places = {
        "http://www.openarchives.org/OAI/2.0/oai_dc/": place("oai_dc.xsd"),
        "http://www.openarchives.org/OAI/2.0/oai-identifier": place("oai-identifier.xsd"),
        "urn:nhipcau:record:1": str(full),
    }
    return xmlschema.XMLSchema(str(PUBLISHED / "OAI-PMH.xsd"), locations=places, allow="local")


def ask(site, **arguments):
    return site.get("/oai?" + urllib.parse.urlencode(arguments))


def total(site):
    import json

    return json.loads(site.get("/api/v1/search?q=&limit=0"))["total"]


def test_sickle_harvests_everything(site):
    client = Sickle(site.url + "/oai")
    identify = client.Identify()
    assert (identify.deletedRecord, identify.granularity) == ("persistent", "YYYY-MM-DDThh:mm:ssZ")
    assert {f.metadataPrefix for f in client.ListMetadataFormats()} == {"oai_dc", "nhipcau"}
    records = list(client.ListRecords(metadataPrefix="oai_dc"))
    live = [r for r in records if not r.deleted]
    assert len(live) == total(site) > 100, "the list comes in parts"
    assert len({r.header.identifier for r in records}) == len(records)
    shown = next(r for r in live if r.header.identifier.endswith(":kt-hien-day-du"))
    assert "Hiện đầy đủ: 5 < 6 & “ngoặc” </script> ]]>" in shown.metadata["title"]
    assert "bo:ky-thuat" in shown.header.setSpecs
    assert any(s.startswith("linh-vuc:4:401") for s in shown.header.setSpecs)
    one = client.GetRecord(identifier=shown.header.identifier, metadataPrefix="oai_dc")
    assert one.metadata == shown.metadata


def test_scythe_harvests_everything(site):
    for method in ("GET", "POST"):
        with Scythe(site.url + "/oai", http_method=method) as client:
            headers = list(client.list_identifiers(metadata_prefix="nhipcau"))
            assert len([h for h in headers if not h.deleted]) == total(site)
            sets = {s.setSpec for s in client.list_sets()}
            assert {"bo:ky-thuat", "linh-vuc:4:401"} <= sets
            of_set = list(client.list_records(metadata_prefix="oai_dc", set_="bo:ky-thuat"))
            assert 0 < len(of_set) < len(headers)
            assert all("bo:ky-thuat" in r.header.setSpecs for r in of_set)
            broad = list(client.list_identifiers(metadata_prefix="oai_dc", set_="linh-vuc:4"))
            narrow = list(client.list_identifiers(metadata_prefix="oai_dc", set_="linh-vuc:4:401"))
            assert 0 < len(narrow) < len(broad)


def test_answers_fit_the_schema(site, schema):
    identifier = "oai:nhipcau.local:kt-hien-day-du"
    answers = [
        ask(site, verb="Identify"),
        ask(site, verb="ListMetadataFormats"),
        ask(site, verb="ListMetadataFormats", identifier=identifier),
        ask(site, verb="ListSets"),
        ask(site, verb="GetRecord", identifier=identifier, metadataPrefix="oai_dc"),
        ask(site, verb="GetRecord", identifier=identifier, metadataPrefix="nhipcau"),
        ask(site, verb="ListIdentifiers", metadataPrefix="oai_dc"),
        ask(site, verb="Nothing"),
    ]
    for prefix in ("oai_dc", "nhipcau"):
        token = {"metadataPrefix": prefix}
        while token:
            answers.append(ask(site, verb="ListRecords", **token))
            tree = xmlschema.XMLResource(answers[-1]).root
            more = tree.findtext(".//oai:resumptionToken", namespaces=NS)
            token = {"resumptionToken": more} if more else None
    for answer in answers:
        schema.validate(answer)


def test_the_schema_can_fail(site, schema):
    answer = ask(site, verb="Identify").replace("persistent", "sometimes")
    with pytest.raises(xmlschema.XMLSchemaValidationError):
        schema.validate(answer)


def test_every_error_code(site, schema):
    for arguments, code in [
        ({}, "badVerb"),
        ({"verb": "Harvest"}, "badVerb"),
        ({"verb": "Identify", "x": "1"}, "badArgument"),
        ({"verb": "ListRecords"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "from": "2020-01-01T00:00Z"}, "badArgument"),
        ({"verb": "ListRecords", "resumptionToken": "made-up"}, "badResumptionToken"),
        ({"verb": "ListRecords", "resumptionToken": "1~marc~~~~1~a~1"}, "badResumptionToken"),
        ({"verb": "ListRecords", "metadataPrefix": "marc"}, "cannotDisseminateFormat"),
        ({"verb": "GetRecord", "metadataPrefix": "oai_dc", "identifier": "oai:x.vn:a"}, "idDoesNotExist"),
        ({"verb": "GetRecord", "metadataPrefix": "oai_dc", "identifier": "oai:nhipcau.local:kt-an-nhap"}, "idDoesNotExist"),
        ({"verb": "ListMetadataFormats", "identifier": "kt-hien-day-du"}, "idDoesNotExist"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "until": "2000-01-01"}, "noRecordsMatch"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "set": "bo:khong-co"}, "noRecordsMatch"),
    ]:
        answer = ask(site, **arguments)
        schema.validate(answer)
        assert f'<error code="{code}">' in answer, (arguments, answer)
    client = Sickle(site.url + "/oai")
    with pytest.raises(oaiexceptions.NoRecordsMatch):
        client.ListRecords(metadataPrefix="oai_dc", until="2000-01-01")
    with Scythe(site.url + "/oai") as client, pytest.raises(oaipmh_scythe.CannotDisseminateFormat):
        client.get_record(identifier="oai:nhipcau.local:kt-hien-day-du", metadata_prefix="marc")


def test_changes_while_one_harvests(site):
    """What changes between two parts of a list is not missed, and what goes is told, also after a rebuild."""
    site.write("ky-thuat/kt-doi-mot.md", record("kt-doi-mot", "Đổi một"))
    site.write("ky-thuat/kt-doi-hai.md", record("kt-doi-hai", "Đổi hai"))
    there = lambda ma: f":{ma}<" in ask(site, verb="GetRecord", identifier=f"oai:nhipcau.local:{ma}", metadataPrefix="oai_dc")
    site.until(lambda: there("kt-doi-mot") and there("kt-doi-hai"))
    client = Sickle(site.url + "/oai")
    before = client.Identify()
    records = client.ListRecords(metadataPrefix="oai_dc")
    seen = {}
    for n, one in enumerate(records):
        seen[one.header.identifier] = one
        if n == 10:
            # It was in a later part of the list; now it is at its end.
            site.write("ky-thuat/kt-doi-mot.md", record("kt-doi-mot", "Đã đổi"))
            (site.content / "ky-thuat/kt-doi-hai.md").unlink()
            site.until(lambda: "Đã đổi" in ask(
                site, verb="GetRecord", identifier="oai:nhipcau.local:kt-doi-mot", metadataPrefix="oai_dc"))
            site.until(lambda: 'status="deleted"' in ask(
                site, verb="GetRecord", identifier="oai:nhipcau.local:kt-doi-hai", metadataPrefix="oai_dc"))
    assert "Đã đổi" in seen["oai:nhipcau.local:kt-doi-mot"].metadata["title"]
    assert seen["oai:nhipcau.local:kt-doi-hai"].deleted
    # Started anew without its index, the server still knows.
    import shutil

    site.stop()
    shutil.rmtree(site.folder / "index")
    site.start()
    again = {r.header.identifier: r for r in client.ListRecords(metadataPrefix="oai_dc")}
    gone = again["oai:nhipcau.local:kt-doi-hai"]
    assert gone.deleted and "bo:ky-thuat" in gone.header.setSpecs
    stamps = {i: r.header.datestamp for i, r in seen.items()}
    assert all(again[i].header.datestamp == stamp for i, stamp in stamps.items()), "a rebuild is no change"
    assert client.Identify().earliestDatestamp == before.earliestDatestamp
    with pytest.raises(oaiexceptions.OAIError):
        list(client.ListMetadataFormats(identifier="oai:nhipcau.local:kt-doi-hai"))


def test_nothing_hidden_was_ever_told(site):
    answers = ask(site, verb="ListIdentifiers", metadataPrefix="oai_dc")
    history = (site.folder / "data/history.jsonl").read_text(encoding="utf-8")
    for ma in HIDDEN:
        assert ma not in answers and ma not in history
