"""Scores: the rule of the scale, and spreadsheets of answers."""

from __future__ import annotations

import csv
import io
import json
import random
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hubgen.cli.root import cli
from hubgen.diagnosis.scale import Scale, percent, range_at, scale_of
from hubgen.model.entry import Data, Localized
from hubgen.problems import EnvironmentFailure
from hubgen.project import Project
from tests.diagnostics import ALL, SCORE
from tests.hubs import CONFIG, entry_of, guide, make_hub

FILES = {"content/guides/a.md": guide(), **ALL}


def score(dice: random.Random) -> Data:
    """A score of any shape: areas with odd weights and numbers of questions, points with decimals, any bands."""
    areas = dice.randrange(1, 5)
    rows = [
        Data.of(
            (
                ("id", f"a{number}"),
                ("weight", Decimal(dice.choice(["1", "2", "0.5", "3", "7"]))),
                ("advice", tuple(Data.of((("below", Decimal(dice.randrange(0, 101))),)) for _ in range(3))),
            )
        )
        for number in range(areas)
    ]
    questions = [
        Data.of(
            (
                ("id", f"q{number}"),
                ("area", f"a{number % areas}"),
                ("options", tuple(Data.of((("points", Decimal(dice.choice(["0", "1", "2.5", "4"]))),)) for _ in "abc")),
            )
        )
        for number in range(areas * dice.randrange(1, 6))
    ]
    top = Data.of((("id", "top"), ("area", "a0"), ("options", (Data.of((("points", Decimal(3)),)),))))
    starts = sorted({0, *(dice.randrange(1, 101) for _ in range(3))})
    titles = {start: Localized.of((("es", str(start)),)) for start in starts}
    bands = tuple(Data.of((("from", Decimal(start)), ("title", titles[start]))) for start in starts)
    return Data.of((("areas", tuple(rows)), ("questions", (*questions, top)), ("bands", bands)))


def by_hand(data: Data, chosen: dict[str, int]) -> tuple[Fraction, dict[str, Fraction]]:
    """The percentages as the contract says them: shares of each area, their mean by weights."""
    shares: dict[str, Fraction] = {}
    weights: dict[str, Fraction] = {}
    for area in data.items_of("areas"):
        own = [one for one in data.items_of("questions") if one.get("area") == area.get("id")]
        most = sum(max(Fraction(option.get("points")) for option in one.items_of("options")) for one in own)
        got = sum(Fraction(one.items_of("options")[chosen[one.get("id")]].get("points")) for one in own)
        if most:
            shares[area.get("id")] = 100 * got / most
            weights[area.get("id")] = Fraction(area.get("weight"))
    whole = sum(shares[name] * weights[name] for name in shares) / sum(weights.values())
    return whole, shares


def sums(data: Data, scale: Scale, chosen: dict[str, int]) -> dict[str, int]:
    rows = data.items_of("questions")
    return {
        data.items_of("areas")[area.place].get("id"): sum(
            one.points[chosen[rows[one.place].get("id")]] for one in area.questions
        )
        for area in scale.areas
    }


@pytest.mark.parametrize("seed", range(60))
def test_whole_points_give_the_percentages_of_the_rule(seed: int):
    """For any areas, weights, points and answers: the same percentages, the same band, the same advice, exactly."""
    dice = random.Random(seed)
    data = score(dice)
    scale = scale_of(data)
    for _ in range(20):
        chosen = {one.get("id"): dice.randrange(len(one.items_of("options"))) for one in data.items_of("questions")}
        whole, shares = by_hand(data, chosen)
        points = sums(data, scale, chosen)
        assert Fraction(100 * sum(points.values()), scale.most) == whole
        assert percent(sum(points.values()), scale.most) == int(whole)
        band = range_at(scale.bands, sum(points.values()))
        assert band is not None
        starts = [one.get("from") for one in data.items_of("bands")]
        assert starts[band.place] == max(start for start in starts if start <= whole)
        for area in scale.areas:
            row = data.items_of("areas")[area.place]
            share = shares[row.get("id")]
            assert Fraction(100 * points[row.get("id")], area.most) == share
            told = range_at(area.advice, points[row.get("id")])
            limits = [one.get("below") for one in row.items_of("advice")]
            assert (limits[told.place] if told else None) == min((one for one in limits if one > share), default=None)


def test_points_are_as_small_as_they_can_be(tmp_path: Path):
    """Producto weighs twice as much as dinero: 6 and 3 points, not 600 and 300."""
    data = entry_of(make_hub(tmp_path / "hub", FILES), "diagnostic/listo").data
    scale = scale_of(data)
    assert [area.most for area in scale.areas] == [6, 3]
    assert [question.points for area in scale.areas for question in area.questions] == [(0, 2, 4), (0, 2), (0, 3)]
    assert [(one.low, one.high) for one in scale.bands] == [(0, 4), (5, 7), (8, 9)]
    assert [(one.low, one.high) for one in scale.areas[0].advice] == [(0, 2), (3, 4)]


# -- spreadsheets --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return make_hub(tmp_path_factory.mktemp("answers") / "hub", FILES)


def diagnose(project: Project, folder: Path, answers: str | bytes, *args: str) -> Result:
    path = folder / "answers.csv"
    path.write_bytes(answers.encode() if isinstance(answers, str) else answers)
    return CliRunner().invoke(cli, ["-C", str(project.root), *args[:1], "diagnose", str(path), *args[1:]])


def table(result: Result, separator: str = ",") -> list[list[str]]:
    return [*csv.reader(io.StringIO(result.stdout_bytes.decode("utf-8-sig"), newline=""), delimiter=separator)]


def test_answers_become_percentages_and_bands(hub: Project, tmp_path: Path):
    """Columns by id or by text, answers by text or by points; what stands in front is kept, and never a formula."""
    answers = "firma;país;q1;q2;¿Aguanta 60 días sin cobrar?\n=1+1;HN;Siempre;sí;0\nDos;SV;a veces;0;SÍ\n"
    done = diagnose(hub, tmp_path, "\ufeff" + answers, "-q")
    assert done.exit_code == 0, done.output
    assert table(done, ";") == [
        ["firma", "país", "percent", "band", "area.producto", "area.dinero"],
        ["'=1+1", "HN", "66", "Cerca", "100", "0"],
        ["Dos", "SV", "55", "Cerca", "33", "100"],
    ]


def test_each_row_is_scored_or_told(hub: Project, tmp_path: Path):
    """Faulty rows are named with row, column and mend; the others are scored all the same."""
    answers = "firma,q1,q2,q3\nUno,No,No,No\nDos,a veses,,Sí\nTres,Siempre,Sí\n\nCuatro,Siempre,Sí,Sí\n"
    done = diagnose(hub, tmp_path, answers, "-q")
    assert done.exit_code == 1
    assert [row[0] for row in table(done)] == ["firma", "Uno", "Cuatro"]
    assert '"a veses" is no answer to the question q1' in done.stderr and '"A veces"?' in done.stderr
    assert "answers.csv:3:2" in done.stderr and "the question q2 has no answer" in done.stderr
    assert 'cells in row 4 ("Tres"): 3; in the header: 4' in done.stderr
    assert done.stderr.endswith("4 rows: 2 scored, 2 told\n")


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("firma,q1,q2", "there is no column for the question q3"),
        ("firma,q1,q2", "there are: firma, q1, q2\n"),
        ("firma,q 3,q1,q2", 'rename the column "q 3" to q3, or add one'),
        ("firma,q1,q2,q3,nota", '"nota" is no question of the diagnostic'),
        ("percent,q1,q2,q3", '"percent" is the name of a column of the result'),
        ("area.dinero,q1,q2,q3", "give the column another name"),
        ("firma,q1,q2,q3,¿Aguanta 60 días sin cobrar?", "means a question that has a column already"),
    ],
)
def test_a_header_that_cannot_be_meant_so_is_told(hub: Project, tmp_path: Path, header: str, message: str):
    done = diagnose(hub, tmp_path, f"{header}\n" + ",".join("x" * len(header.split(","))) + "\n", "-q")
    assert (done.exit_code, done.stdout) == (1, "") and message in done.stderr


def test_letters_of_windows_are_told(hub: Project, tmp_path: Path):
    done = diagnose(hub, tmp_path, "firma;q1;q2;q3\nPeña;No;Sí;No\n".encode("latin-1"), "-q")
    assert done.exit_code == 1 and "CSV UTF-8" in done.stderr


def test_the_result_goes_into_a_file_or_into_json(hub: Project, tmp_path: Path):
    answers, target = "q1,q2,q3\nSiempre,Sí,Sí\n", tmp_path / "out.csv"
    assert diagnose(hub, tmp_path, answers, "-q", "--output", str(target)).stdout == ""
    assert target.read_text("utf-8-sig").splitlines()[1] == "100,Lista,100,100"
    told = json.loads(diagnose(hub, tmp_path, answers, "--json").stdout)
    assert told["results"] == [{"percent": 100, "band": "Lista", "area.producto": 100, "area.dinero": 100}]
    assert diagnose(hub, tmp_path, answers, "-q", "--output", str(tmp_path / "answers.csv")).exception is not None


def test_a_row_that_stands_twice_is_told_and_scored(hub: Project, tmp_path: Path):
    """A form that was sent twice; answers alone may be those of two firms."""
    done = diagnose(hub, tmp_path, "firma,q1,q2,q3\nUno,No,No,No\nDos,No,No,No\nUno,No,No,No\n", "-q")
    assert done.exit_code == 0 and [row[0] for row in table(done)[1:]] == ["Uno", "Dos", "Uno"]
    assert "answers.csv:4  this row is the same as row 2; both are scored" in done.stderr
    assert done.stderr.endswith("3 rows: 3 scored, 0 told\n")
    assert "the same as" not in diagnose(hub, tmp_path, "q1,q2,q3\nNo,No,No\nNo,No,No\n", "-q").stderr


def test_the_result_has_the_separator_of_the_answers(hub: Project, tmp_path: Path):
    done = diagnose(hub, tmp_path, "firma;q1;q2;q3\nUno;No;No;No\n", "-q")
    assert done.stdout_bytes.decode("utf-8-sig").splitlines()[1] == "Uno;0;Todavía no;0;0"


def test_a_result_that_cannot_be_written_is_told_as_it_was_named(hub: Project, tmp_path: Path):
    named = f"{tmp_path}/sub/.."
    (tmp_path / "sub").mkdir()
    done = diagnose(hub, tmp_path, "q1,q2,q3\nNo,No,No\n", "-q", "--output", named)
    assert isinstance(done.exception, EnvironmentFailure)
    assert str(done.exception).startswith(f"{named} cannot be written: ")


def test_a_hub_with_several_scores_asks_which(tmp_path: Path):
    project = make_hub(tmp_path / "hub", FILES | {"content/diagnostics/otro.yaml": SCORE}, CONFIG)
    answers = "q1,q2,q3\nSiempre,Sí,Sí\n"
    asked = diagnose(project, tmp_path, answers, "-q")
    assert asked.exit_code == 2 and "Name one with --diagnostic: listo, otro" in asked.stderr
    assert diagnose(project, tmp_path, answers, "-q", "--diagnostic", "otro").exit_code == 0
    assert diagnose(project, tmp_path, answers, "-q", "--diagnostic", "nada").exit_code == 2


CLOSE = SCORE.replace(
    "{text: No, points: 0}, {text: Sí, points: 2}", "{text: '<10', points: 0}, {text: '>10', points: 2}"
)


def test_answers_that_differ_by_their_signs_alone_are_told_apart(tmp_path: Path):
    """ "<10" is not ">10": each counts what it says; "10" may be either and is told."""
    hub = make_hub(tmp_path / "hub", {**FILES, "content/diagnostics/listo.yaml": CLOSE})
    result = diagnose(hub, tmp_path, "firma,q1,q2,q3\nA,Siempre,<10,No\nB,Siempre,>10,No\nC,Siempre,10,No\n")
    assert [(row[0], row[3]) for row in table(result)[1:]] == [("A", "66"), ("B", "100")]
    assert '"10" is no answer to the question q2' in result.stderr


def test_points_with_a_decimal_are_not_an_answer_with_a_hyphen(tmp_path: Path):
    """The points 1.5 are not the answer "1-5"."""
    close = SCORE.replace(
        "{text: No, points: 0}, {text: Sí, points: 2}", "{text: 1-5, points: 0}, {text: Más, points: 1.5}"
    )
    hub = make_hub(tmp_path / "hub", {**FILES, "content/diagnostics/listo.yaml": close})
    result = diagnose(hub, tmp_path, "firma,q1,q2,q3\nA,Siempre,1-5,No\nB,Siempre,1.5,No\n")
    assert [row[3] for row in table(result)[1:]] == ["72", "100"]
