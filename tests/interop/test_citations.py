"""BibTeX, RIS and CSL-JSON of every record, read by the programs that people cite with."""

import json

import bibtexparser
import rispy
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON


def records(site):
    return [json.loads(line) for line in site.get("/api/v1/records.ndjson").splitlines()]


def plain(text):
    """What TeX shows."""
    for written, shown in [("\\&", "&"), ("\\%", "%"), ("\\_", "_"), ("\\#", "#"), ("\\$", "$"), ("\\{", "{"), ("\\}", "}")]:
        text = text.replace(written, shown)
    return text


def test_bibtex(site):
    for one in records(site)[::5]:
        library = bibtexparser.parse_string(site.get(one["url"] + ".bib"))
        assert not library.failed_blocks, one["id"]
        (entry,) = library.entries
        fields = entry.fields_dict
        assert entry.key == one["id"] and entry.entry_type in ("misc", "techreport")
        assert plain(fields["title"].value.strip("{}")) == one["title"].strip("{}")
        assert fields["author"].value and fields["url"].value.endswith(one["url"])


def test_ris(site):
    for one in records(site)[::5]:
        (entry,) = rispy.loads(site.get(one["url"] + ".ris"))
        assert entry["id"] == one["id"] and entry["title"] == " ".join(one["title"].split())
        assert entry["authors"] and entry["urls"][0].endswith(one["url"])


def test_csl(site):
    some = records(site)[::20]
    items = [json.loads(site.get(one["url"] + ".csl.json"))[0] for one in some]
    style = CitationStylesStyle("apa", validate=False)
    for one, item in zip(some, items):
        shelf = CitationStylesBibliography(style, CiteProcJSON([item]), formatter.plain)
        shelf.register(Citation([CitationItem(one["id"].lower())]))
        (text,) = [str(entry) for entry in shelf.bibliography()]
        assert one["title"].split()[0] in text
        # The style names no author of a law.
        if item["type"] != "legislation":
            assert item["author"][0]["literal"].split()[0] in text


def test_marks_stay(site):
    """“Sở” stays “Sở”, in one code point a letter."""
    found = json.loads(site.get("/api/v1/search?q=&collection=ket-qua&limit=5&fields=url,title"))["hits"]
    for hit in found:
        for extension in (".bib", ".ris", ".csl.json"):
            text = site.get(hit["url"] + extension)
            word = max(hit["title"].split(), key=lambda w: sum(ord(c) > 127 for c in w))
            assert word.strip("“”\",.:;()") in text, (hit, extension)
