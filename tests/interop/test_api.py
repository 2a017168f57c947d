"""The API: its description, a fuzzer, JSON Schema, downloads."""

import csv
import io
import json
import subprocess
import sys
import urllib.error

import jsonschema
import pytest
from openapi_spec_validator import validate

from conftest import SECRET


def test_the_description_is_valid(site):
    document = json.loads(site.get("/api/v1/openapi.json"))
    assert document["openapi"].startswith("3.1")
    validate(document)


def test_schemathesis_finds_nothing(site):
    """All checks; a bounded number of cases from a fixed seed."""
    done = subprocess.run(
        [
            sys.executable, "-m", "schemathesis.cli", "run", site.url + "/api/v1/openapi.json",
            "--checks", "all", "--phases", "examples,coverage,fuzzing", "--max-examples", "12", "--seed", "1",
            "--request-timeout", "20", "--continue-on-failure", "--no-color", "--suppress-health-check", "all",
            "--warnings", "off",
        ],
        capture_output=True, text=True, cwd=site.folder, timeout=200,
    )
    print(done.stdout[-3000:])
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]


def test_records_fit_the_schema_of_their_collection(site):
    collections = json.loads(site.get("/api/v1/collections"))["collections"]
    schemas = {}
    for collection in collections:
        schema = json.loads(site.get(f"/api/v1/collections/{collection['id']}/schema"))
        jsonschema.Draft202012Validator.check_schema(schema)
        schemas[collection["id"]] = jsonschema.Draft202012Validator(schema)
    n = 0
    for line in site.get("/api/v1/records.ndjson").splitlines():
        one = json.loads(line)
        schemas[one["collection"]].validate(one)
        n += 1
    assert n == sum(c["count"] for c in collections) > 100


def test_a_download_goes_on_where_it_broke_off(site):
    with site.open("/api/v1/records.ndjson") as answer:
        whole, etag = answer.read(), answer.headers["ETag"]
    assert etag.startswith('"') and len(whole) > 100_000
    with site.open("/api/v1/records.ndjson", Range="bytes=1000-1999", If_Range=etag) as answer:
        assert (answer.status, answer.headers["Content-Range"]) == (206, f"bytes 1000-1999/{len(whole)}")
        assert answer.read() == whole[1000:2000]
    with pytest.raises(urllib.error.HTTPError) as told:
        site.open("/api/v1/records.ndjson", If_None_Match=etag)
    assert told.value.code == 304
    with pytest.raises(urllib.error.HTTPError) as told:
        site.open("/api/v1/records.ndjson", Range=f"bytes={len(whole)}-")
    assert told.value.code == 416


def test_the_table_opens_in_excel(site):
    with site.open("/api/v1/records.csv?collection=ky-thuat") as answer:
        data = answer.read()
    assert data.startswith("\ufeff".encode())
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    shown = next(row for row in rows if row["id"] == "kt-hien-day-du")
    assert shown["title"].startswith("Hiện đầy đủ") and shown["nhom"] == "Trồng trọt"
    assert "ghi_chu_noi_bo" not in rows[0] and SECRET not in data.decode()


def test_changes_are_told_from_a_moment_on(site):
    first = json.loads(site.get("/api/v1/changes?limit=7"))
    seen, told = [], first
    while True:
        seen += [c["id"] for c in told["changes"]]
        if "next" not in told:
            break
        told = json.loads(site.get(f"/api/v1/changes?limit=7&cursor={told['next']}"))
    assert len(seen) == len(set(seen)) == first["total"]
    now = json.loads(site.get("/api/v1/changes?since=2999-01-01T00:00:00Z"))
    assert now["changes"] == []


def test_old_places_lead_to_new_ones(site):
    found = json.loads(site.get("/api/v1/places?q=thong+nong&era=2020"))
    assert found["total"] >= 1
    place = json.loads(site.get("/api/v1/places/" + found["places"][0]["code"]))
    assert place["now"] and all(now["code"].startswith("2025:") for now in place["now"])


def test_answers_for_slow_lines_are_small(site):
    whole = len(site.get("/api/v1/search?q=hat+de"))
    small = site.get("/api/v1/search?q=hat+de&fields=id,title")
    assert len(small) < whole / 4
    assert set(json.loads(small)["hits"][0]) == {"id", "title"} and "facets" not in json.loads(small)


def test_pages_of_other_sites_may_ask(site):
    with site.open("/api/v1/search?q=ong", Origin="https://other.vn") as answer:
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
    with pytest.raises(urllib.error.HTTPError) as told:
        site.open("/api/v1/records/khong-co", Origin="https://other.vn")
    assert told.value.headers["Access-Control-Allow-Origin"] == "*"
    assert told.value.headers["Content-Type"] == "application/problem+json"
    assert json.loads(told.value.read())["status"] == 404
