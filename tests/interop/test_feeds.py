"""Atom, iCalendar, OpenSearch, the page for frames."""

import json
import subprocess

import feedparser
import icalendar

from conftest import HERE, NODE, SECRET


def parsed(site, path):
    feed = feedparser.parse(site.get(path).encode())
    assert not feed.bozo, (path, feed.get("bozo_exception"))
    assert feed.version == "atom10" and feed.feed.id and feed.feed.updated_parsed
    return feed


def test_feeds_are_well_formed(site):
    newest = parsed(site, "/moi.atom")
    assert len(newest.entries) == 50
    dates = [e.updated_parsed for e in newest.entries]
    assert dates == sorted(dates, reverse=True)
    of_collection = parsed(site, "/su-kien.atom")
    assert {e.tags[0].term for e in of_collection.entries} == {"su-kien"}
    of_search = parsed(site, "/tim.atom?q=hat+de&collection=ky-thuat")
    assert of_search.entries and all(e.tags[0].term == "ky-thuat" for e in of_search.entries)
    assert any("dẻ" in e.title for e in of_search.entries)
    nothing = parsed(site, "/tim.atom?q=" + SECRET + "&dung=1")
    assert nothing.entries == []
    shown = parsed(site, "/tim.atom?q=hien+day+du")
    assert any(e.title == "Hiện đầy đủ: 5 < 6 & “ngoặc” </script> ]]>" for e in shown.entries)


def test_home_and_results_name_their_feeds(site):
    assert 'type="application/atom+xml" href="/moi.atom"' in site.get("/")
    assert 'href="/tim.atom?q=ong"' in site.get("/tim?q=ong")


def test_calendars(site):
    text = site.get("/lich/tat-ca.ics")
    calendar = icalendar.Calendar.from_ical(text)
    events = calendar.walk("VEVENT")
    assert len(events) >= 5
    for event in events:
        assert event["UID"] and event["SUMMARY"] and event["DTSTART"].dt <= event["DTEND"].dt
    one = icalendar.Calendar.from_ical(site.get("/lich/" + events[0]["UID"].split("@")[0] + ".ics"))
    assert one.walk("VEVENT")[0]["SUMMARY"] == events[0]["SUMMARY"]


def test_opensearch(site):
    """The client takes the description, searches with it, reads the feed, and asks for suggestions."""
    done = subprocess.run(
        ["node", HERE / "opensearch.js", site.url], cwd=NODE, env={"NODE_PATH": str(NODE / "node_modules"), "PATH": "/usr/local/bin:/usr/bin:/bin"},
        capture_output=True, text=True, timeout=60,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    told = json.loads(done.stdout)
    assert told["found"] > 0 and told["suggested"] > 0, told


def test_the_page_for_frames(site):
    with site.open("/nhung?bo=su-kien&n=3") as answer:
        policy, page = answer.headers["Content-Security-Policy"], answer.read().decode()
    assert "frame-ancestors 'self' https://*.caobang.gov.vn" in policy and "script-src" not in policy
    assert page.count("<li>") == 3 and "<script" not in page
    with site.open("/") as answer:
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
