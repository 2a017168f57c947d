#!/usr/bin/env python3
"""Checks queries.tsv and qrels.tsv against content/; prints counts. Standard library only."""
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

HERE = Path(__file__).resolve().parent
CONTENT = HERE.parent.parent / "content"
WHO = {"hop-tac-xa", "doanh-nghiep", "can-bo", "doi-tac"}
KIND = {"tu-khoa", "cau-hoi", "don-am", "ten-khac", "dia-danh", "ma-so", "ten-day-du", "chinh-ta", "khong-co"}

errors = []


def rows(name, header):
    text = (HERE / name).read_text(encoding="utf-8")
    if text != unicodedata.normalize("NFC", text):
        errors.append(f"{name}: not NFC")
    lines = text.split("\n")
    if lines[0].split("\t") != header or lines[-1] != "":
        errors.append(f"{name}: header or last line")
    for number, line in enumerate(lines[1:-1], 2):
        cells = line.split("\t")
        if len(cells) != len(header) or any(c != c.strip() or not c for c in cells):
            errors.append(f"{name}:{number}: {line!r}")
        else:
            yield number, cells


records = set()
for path in CONTENT.glob("[a-z]*/*.md"):
    found = re.search(r'^ma:\s*["\']?([^\s"\']+)', path.read_text(encoding="utf-8"), re.M)
    if found:
        records.add(found[1])

queries, texts = {}, set()
for number, (qid, who, kind, query) in rows("queries.tsv", ["id", "who", "kind", "query"]):
    if qid in queries or query.lower() in texts:
        errors.append(f"queries.tsv:{number}: twice: {qid} {query}")
    if who not in WHO or kind not in KIND:
        errors.append(f"queries.tsv:{number}: who or kind: {who} {kind}")
    if query in records:
        errors.append(f"queries.tsv:{number}: names a record: {query}")
    queries[qid] = (who, kind, query)
    texts.add(query.lower())

grades = defaultdict(dict)
for number, (qid, ma, grade) in rows("qrels.tsv", ["query_id", "ma", "grade"]):
    if qid not in queries or ma not in records or grade not in {"1", "2", "3"} or ma in grades[qid]:
        errors.append(f"qrels.tsv:{number}: {qid} {ma} {grade}")
    grades[qid][ma] = int(grade) if grade.isdigit() else 0

for qid, (_, kind, query) in queries.items():
    best = max(grades[qid].values(), default=0)
    if (kind == "khong-co") != (best == 0) or (kind != "khong-co" and best < 2):
        errors.append(f"{qid}: best grade {best}: {query}")

for error in errors:
    print(error, file=sys.stderr)
print(f"{len(queries)} queries, {sum(map(len, grades.values()))} judgments, {len(records)} records")
for index, name in ((0, "who"), (1, "kind")):
    counts = Counter(q[index] for q in queries.values())
    print(name + ":", ", ".join(f"{key} {count}" for key, count in counts.most_common()))
unused = sorted(records - {ma for g in grades.values() for ma, grade in g.items() if grade >= 2})
print("records no query wants:", ", ".join(unused) or "none")
sys.exit(1 if errors else 0)
