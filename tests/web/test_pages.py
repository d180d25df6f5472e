"""Every page: well-formed, strict about scripts and styles, accessible, in four languages; and what each is for."""

from __future__ import annotations

import html
import json
import re
from itertools import pairwise

import pytest
from starlette.testclient import TestClient

from cupwright.app.web.hosting import guests_host_first
from cupwright.app.web.uploads import packed
from cupwright.report.locales import CODES, language
from tests.report.pages import Page
from tests.web.asking import page_of, whole

PROPOSAL = """kind: proposal
id: one-guest
title: <b>Inter Miami</b> come in
amends: copa-libertadores-2026
changes:
  - remove-slot: {slot: BRA 7, because: makes room for the guest}
  - add-guest: {slot: MLS 1, club: inter-miami, association: USA, enters: second-round}
"""
PAGES = {
    "": "Libertadores",
    "compare?proposal=mas-2026,mas-2026-expand&show=2": "Toluca",
    "editions": "Copa Libertadores 2015",
    "editions/copa-libertadores-2015": "River Plate",
    "editions/copa-libertadores-2026/odds": "Palmeiras",
    "editions/copa-libertadores-2026/matches": "Palmeiras",
    "editions/copa-libertadores-2015/journeys": "Tigres UANL",
    "clubs": "Flamengo",
    "clubs/toluca": "Liga MX",
    "ratings?of=MEX": "Toluca",
    "scoreboard": "dynamic",
    "method": "Cupwright",
    "data": "openfootball",
    "api": "/api/v1/jobs",
    f"write?document={packed(PROPOSAL)}": "Inter Miami",
}
LABELLED = {"input", "select", "textarea"}


@pytest.fixture(scope="module", params=list(PAGES), ids=[name.split("?")[0] or "question" for name in PAGES])
def shown(request: pytest.FixtureRequest, client: TestClient) -> tuple[str, str]:
    return request.param, whole(client, f"/en/{request.param}")


def test_a_page_is_sound(shown: tuple[str, str]) -> None:
    name, text = shown
    page = Page(text)
    assert page.faults == []
    assert PAGES[name] in page.text()
    assert len(page.ids) == len(set(page.ids))
    assert {reference.removeprefix("#") for reference in page.references if reference.startswith("#")} <= {
        *page.ids, ""}  # fmt: skip


def test_a_page_runs_and_loads_nothing_but_our_own(shown: tuple[str, str]) -> None:
    page = Page(shown[1])
    for tag, attributes in page.tags:
        assert "style" not in attributes, (tag, attributes)
        assert not [key for key in attributes if key.startswith("on")], (tag, attributes)
        for key in ("src", "srcset", "href", "action"):
            value = attributes.get(key) or "/"
            assert value.startswith(("/", "#")) and not value.startswith("//"), (tag, value)
    scripts = [attributes for tag, attributes in page.tags if tag == "script"]
    assert len(scripts) == 1 and (scripts[0]["src"] or "").startswith("/static/lab.js")
    assert "<style" not in shown[1]


def test_a_page_is_accessible(shown: tuple[str, str]) -> None:
    page = Page(shown[1])
    tags = [tag for tag, _ in page.tags]
    assert tags.count("main") == tags.count("h1") == 1
    levels = [int(tag[1]) for tag in tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels)), levels
    assert tags.count("caption") == tags.count("table")
    assert all(attributes.get("scope") for tag, attributes in page.tags if tag == "th")
    assert all(attributes.get("alt") for tag, attributes in page.tags if tag == "img")
    assert all(attributes.get("aria-label") for tag, attributes in page.tags if tag == "nav")
    labels = {attributes.get("for") for tag, attributes in page.tags if tag == "label"}
    inside = _inside_labels(shown[1])
    for tag, attributes in page.tags:
        if tag in LABELLED and attributes.get("type") != "hidden":
            assert attributes.get("id") in labels or attributes.get("value") in inside, (tag, attributes)


def _inside_labels(text: str) -> set[str]:
    """Return the values of the switches that stand inside their label."""
    return {html.unescape(value) for label in re.findall(r"<label class=\"switch\">.*?</label>", text, re.DOTALL)
            for value in re.findall(r'value="([^"]*)"', label)}  # fmt: skip


@pytest.mark.parametrize("code", list(CODES))
def test_the_language_is_that_of_the_address(client: TestClient, code: str) -> None:
    text = whole(client, f"/{code}/")
    assert f'<html lang="{code}">' in text
    assert html.escape(language(code).text("Who wins the cup")) in text
    assert ("Who wins the cup" in text) == (code == "en")
    refused = client.get(f"/{code}/editions/copa-libertadores-1066")
    assert refused.status_code == 404
    assert f'<html lang="{code}">' in refused.text and "copa-libertadores-1066" in refused.text
    if code != "en":
        assert "There is no such page" not in refused.text


def test_the_first_page_speaks_the_readers_language(client: TestClient) -> None:
    for asked, code in (
        ("pt-PT,pt;q=0.9", "pt-BR"),
        ("es-AR", "es-AR"),
        ("es", "es-419"),
        ("fr,en;q=0.5", "en"),
        ("", "en"),
    ):
        got = client.get("/", headers={"accept-language": asked})
        assert (got.status_code, got.headers["location"]) == (307, f"/{code}/"), asked


def _ledger(page: Page) -> list[str]:
    return re.findall(r"(?:Out|In|Lower|Moved) (\w{3} \d)", " ".join(page.text().split()))


def test_a_switch_changes_the_ledger(client: TestClient) -> None:
    displaced = _ledger(page_of(client, "/en/question?room=displace"))
    expanded = _ledger(page_of(client, "/en/question?room=expand"))
    second = _ledger(page_of(client, "/en/question?entry=second-round&room=expand"))
    assert displaced == ["ARG 7", "BRA 7", "MLS 1", "LMX 1", "ARG 6", "BRA 5"]
    assert expanded == ["MLS 1", "LMX 1"]
    assert "CHI 4" in second and "COL 4" in second


@pytest.mark.parametrize("name", ["mas-2026", "mas-2026-fourth-round", "mas-2026-round-two", "mas-2026-expand"])
def test_the_hosting_rule_is_a_clause_for_every_tie_of_a_guest(name: str) -> None:
    from cupwright.rulebook import amend, load_edition, load_proposal, proposal_of_text

    base = load_edition("copa-libertadores-2026")
    plain, hosted = (amend(base, one) for one in (load_proposal(name), proposal_of_text(guests_host_first(name))))
    changed = [
        stage.id for stage, other in zip(plain.format.stages, hosted.format.stages, strict=True) if stage != other
    ]
    assert changed[-3:] == ["round-of-16", "quarter-finals", "semi-finals"]
    assert ("second-round" in changed) == (name == "mas-2026-round-two")
    assert plain.slots == hosted.slots and plain.format.awards == hosted.format.awards


def test_the_hosting_switch_makes_a_document_of_its_own(client: TestClient) -> None:
    text = whole(client, "/en/question?hosting=guest-first&set.guest-pot=2")
    assert "a guest hosts the first leg" in text and "mas-2026-guests-host-first.yaml" in text
    assert "--set guest-pot=2" in text


def test_a_choice_that_is_none_is_refused(client: TestClient) -> None:
    for address in ("/en/question?entry=anywhere", "/en/question?set.guest-pot=9", "/en/question?seed=-1",
                    "/en/question?worlds=99999999", "/en/compare?base=../../x", "/en/compare?links=all"):  # fmt: skip
        got = client.get(address)
        assert got.status_code in (400, 404), address
        assert got.headers["content-type"].startswith("text/html")


def test_a_result_moves_the_odds_and_nothing_else(client: TestClient) -> None:
    edition = "editions/copa-libertadores-2026/odds"
    match = "semi-finals:fluminense:palmeiras:1"
    query = {"edition": "copa-libertadores-2026", "seed": "7", "worlds": "2000"}
    before = client.get("/en/files/odds/odds.json", params=query).json()["rows"]
    after = client.get("/en/files/odds/odds.json", params={**query, f"result.{match}": "4-0"}).json()["rows"]
    title = {row["club"]: row for row in after if row["stage"] == "champion"}
    assert title["fluminense"]["change_mean"] > 0.05 > 0 > -0.05 > title["palmeiras"]["change_mean"]
    assert {row["base_mean"] for row in after if row["club"] == "fluminense"} == {
        row["base_mean"] for row in before if row["club"] == "fluminense"
    }
    text = whole(client, f"/en/{edition}?result.{match}=4-0")
    assert 'value="4-0"' in text and "With 1 result added" in text
    assert client.get(f"/en/{edition}?result.{match}=many").status_code == 400
    assert client.get(f"/en/{edition}?result.final:a:b:1=1-0").status_code in (400, 404)


def test_a_shared_link_gives_the_same_page(client: TestClient) -> None:
    text = whole(client, "/en/question?set.guest-pot=3")
    (share,) = re.findall(r'id="share" type="text" readonly value="([^"]+)"', text)
    share = html.unescape(share)
    assert "stamp=" in share
    first, second = whole(client, share), whole(client, share)
    assert first == second
    assert Page(first).text().replace(share, "") == Page(text).text().replace(share, "")


def test_a_link_of_other_facts_says_so_and_shows_nothing_else(client: TestClient) -> None:
    text = whole(client, "/en/")
    (stamp,) = re.findall(r"stamp=([\w.%~-]+)", text)
    version, facts, documents = stamp.replace("%7E", "~").split("~")
    for other in (
        f"{version}~{'0' * 10}~{documents}",
        f"9.9~{facts}~{documents}",
        f"{version}~{facts}~{'f' * 10}",
        "x",
    ):
        got = client.get("/pt-BR/", params={"stamp": other})
        assert got.status_code == 410, other
        assert 'class="lead"' not in got.text and "Palmeiras" not in got.text


@pytest.mark.parametrize("name", ["title", "change"])
def test_charts_are_files_with_their_citation(client: TestClient, name: str) -> None:
    query = {"base": "copa-libertadores-2026", "proposals": "mas-2026", "worlds": "2000", "seed": "7"}
    drawn = client.get(f"/pt-BR/files/compare/{name}.svg", params=query)
    assert drawn.headers["content-type"] == "image/svg+xml"
    assert (
        "sha256-" in drawn.headers["content-security-policy"]
        and "unsafe" not in drawn.headers["content-security-policy"]
    )
    assert "Palmeiras" in drawn.text and "prefers-color-scheme:dark" in drawn.text
    assert not re.search(r'\sstyle="', drawn.text)
    taken = client.get(f"/en/files/compare/{name}.svg", params={**query, "download": "yes"})
    assert "Cupwright" in taken.text and "attachment" in taken.headers["content-disposition"]
    assert client.get(f"/en/files/compare/{name}.png", params=query).content.startswith(b"\x89PNG")


def test_tables_are_files_with_their_citation(client: TestClient) -> None:
    query = {"base": "copa-libertadores-2026", "proposals": "mas-2026", "worlds": "2000", "seed": "7"}
    text = client.get("/en/files/compare/odds.csv", params=query).text
    assert text.startswith("# Cupwright ") and "\nclub,stage,base_mean" in text
    found = client.get("/en/files/compare/places.json", params=query).json()
    assert [row["club"] for row in found["rows"] if row["what"] == "lost"] == ["argentinos-juniors", "bahia"]
    assert "documents" in found["citation"]
    assert client.get("/en/files/compare/nothing.csv", params=query).status_code == 404
    assert client.get("/en/files/nothing/odds.csv").status_code == 404


def test_a_brief_is_a_download(client: TestClient) -> None:
    query = {"base": "copa-libertadores-2026", "proposals": "mas-2026", "worlds": "2000", "seed": "7"}
    got = client.get("/es-419/files/compare/brief.pdf", params=query)
    assert got.content.startswith(b"%PDF") and got.headers["content-type"] == "application/pdf"
    assert "attachment" in client.get("/en/files/compare/brief.html", params=query).headers["content-disposition"]


def test_a_proposal_that_is_sent_becomes_an_address(client: TestClient) -> None:
    sent = client.post("/en/write", data={"text": PROPOSAL})
    assert sent.status_code == 303
    text = whole(client, sent.headers["location"])
    assert "The proposal is sound" in text and "<b>Inter Miami</b>" not in text
    (saved,) = re.findall(r'href="(/en/write/proposal.yaml[^"]+)"', text)
    assert client.get(html.unescape(saved)).text == PROPOSAL


def test_errors_stand_beside_the_text_with_their_lines(client: TestClient) -> None:
    wrong = PROPOSAL.replace("BRA 7", "BRA 77").replace("second-round", "no-round")
    sent = client.post("/en/write", data={"text": wrong})
    text = client.get(sent.headers["location"]).text
    assert "Line 6" in text and "there is no slot `BRA 77`" in text
    checked = client.post("/api/v1/check", json={"text": wrong}).json()
    shown = [html.escape(problem["message"], quote=True) for problem in checked["problems"]]
    assert shown and all(message in text.replace("&#34;", "&quot;").replace("&#39;", "&#x27;") for message in shown)


def test_a_view_for_other_sites(client: TestClient) -> None:
    own, embedded = client.get("/en/question"), client.get("/en/embed/question")
    assert "frame-ancestors 'none'" in own.headers["content-security-policy"]
    assert "frame-ancestors *" in embedded.headers["content-security-policy"]
    assert '<header class="site">' in own.text and '<header class="site">' not in embedded.text


def test_a_kept_page_is_sent_as_it_was(client: TestClient) -> None:
    address = "/en/question?seed=7"
    whole(client, address)
    lab = client.app.state.lab  # type: ignore[attr-defined]
    done, hits = lab.jobs.counts["done"], lab.pages.hits
    assert client.get(address).status_code == 200
    assert lab.jobs.counts["done"] == done
    assert lab.pages.hits == hits + 1


def test_health_and_metrics(client: TestClient) -> None:
    assert client.get("/healthz").json()["status"] == "ok"
    text = client.get("/metrics").text
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    assert len(lines) > 20
    assert all(re.fullmatch(r"[a-z_]+(\{\w+=\".*\"\})? [\d.e+-]+", line) for line in lines), lines
    assert json.dumps(client.get("/robots.txt").text)


def test_a_proposal_whose_guests_are_not_known_is_not_offered(client: TestClient) -> None:
    text = whole(client, "/en/compare")
    assert 'value="mas-2026-expand"' in text and 'value="mas-2027"' not in text
    refused = client.get("/en/compare?proposal=mas-2027")
    assert refused.status_code == 400 and "only decided in" in refused.text
    shown = client.get("/en/write?from=mas-2027")
    assert shown.status_code == 200 and "only decided in" in shown.text and "The proposal is sound" not in shown.text


def test_a_proposal_brings_the_edition_that_it_amends(client: TestClient) -> None:
    page = page_of(client, "/en/compare?proposal=no-guests-2016")
    assert "Copa Libertadores 2016 · " in page.text()
    nothing = client.get("/en/compare?base=copa-libertadores-2026&proposal=none").text
    assert 'class="lead"' not in nothing and "Choose a proposal" in nothing and " checked" not in nothing


def test_an_edition_that_is_over_says_who_won_it(client: TestClient) -> None:
    for tab in ("odds", "matches"):
        page = page_of(client, f"/en/editions/copa-libertadores-2015/{tab}")
        assert "River Plate won the cup" in page.text()
        assert "the rest is drawn" not in page.text()


def test_the_course_says_who_is_out_and_who_won(client: TestClient) -> None:
    text = whole(client, "/en/editions/campeones-cup-2025/course")
    page = Page(text)
    assert "Champion" in page.text() and "·" in page.text()
    assert "2025-" not in re.sub(r"<pre>.*?</pre>|<(?:a|img|source|input)[^>]*>", "", text, flags=re.DOTALL)


def test_a_clubs_quick_chances_say_how_many_worlds_they_rest_on(client: TestClient) -> None:
    """The question plays more of them: the two need not agree in the last digit."""
    assert "A quick answer: 600 worlds, seed 7." in page_of(client, "/en/clubs/toluca").text()


def test_pages_write_names_and_dates_as_their_readers_do(client: TestClient) -> None:
    for address, ids in (
        ("scoreboard", ("arg-primera", "conmebol-libertadores", "base-rates")),
        ("data", ("arg-primera", "mex-expansion")),
        ("clubs/flamengo", ("bra-copa-do-brasil",)),
        ("ratings?of=MEX", ()),
    ):
        text = whole(client, f"/pt-BR/{address}")
        said = re.sub(r"<pre>.*?</pre>|<p class=\"share\">.*?</p>|<[^>]*>", " ", text, flags=re.DOTALL)
        assert not [one for one in ids if one in said], address
        assert not re.findall(r">\s*\d{4}-\d\d-\d\d\s*<", text), address
    assert "Start" not in page_of(client, "/en/api").text().split()
    assert "guests-as-2016" not in re.sub(r"<[^>]*>", " ", whole(client, "/en/write"))


def test_journeys_have_no_direction(client: TestClient) -> None:
    text = client.get("/en/files/journeys/journeys.csv?edition=copa-libertadores-2025").text
    assert text.splitlines()[1].startswith("between,and,times")
    assert "Between" in page_of(client, "/en/editions/copa-libertadores-2025/journeys").text()
