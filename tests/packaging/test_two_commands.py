"""The commands of the README as a person meets them: run as processes, on a small checkout."""

import sys

import pytest

from tests.packaging.conftest import Checkout

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the fake environment is a shell script")

NETWORK_DOWN = "Failed to establish a new connection: Temporary failure in name resolution"
NO_CPU_BUILD = "ERROR: No matching distribution found for torch==2.13.0+cpu"


def test_a_missing_command_is_answered_with_the_usage(checkout: Checkout) -> None:
    done = checkout.bootstrap()
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        "usage: python3 packaging/bootstrap.py [--dry-run] run|test [arguments]"
    ]


def test_a_dry_run_prints_the_plan_and_makes_nothing(checkout: Checkout) -> None:
    done = checkout.bootstrap("--dry-run", "test", "-k", "import")
    assert done.returncode == 0
    assert f"environment: {checkout.venv} is to be made or completed" in done.stdout
    assert "torch==2.13.0" in done.stdout
    order = [line.split("/bin/python ")[1] for line in done.stdout.splitlines() if line.startswith("then: ")]
    assert [step.split("/")[-1] for step in order] == [
        "-m ruff check",
        "-m ruff format --check",
        "-m mypy",
        "lint-imports",
        "-m pytest -k import",
    ]
    assert not checkout.venv.exists()


def test_without_a_display_the_demo_prints_instead_of_opening_a_window(checkout: Checkout) -> None:
    assert "-m recdesk demo --headless\n" in checkout.bootstrap("--dry-run", "run").stdout


def test_with_a_display_the_demo_opens_its_window(checkout: Checkout) -> None:
    assert "-m recdesk demo\n" in checkout.bootstrap("--dry-run", "run", DISPLAY=":9").stdout


def test_the_first_run_installs_and_the_second_starts_at_once(checkout: Checkout) -> None:
    checkout.fake_python()
    assert checkout.bootstrap("run").returncode == 0
    assert len(checkout.installs) == 2
    assert checkout.calls[-1] == "-m recdesk demo --headless"
    checkout.forget_calls()
    assert checkout.bootstrap("run", "--n", "5").returncode == 0
    assert checkout.calls == ["-m recdesk demo --headless --n 5"]


def test_running_does_not_install_the_tools_of_the_tests_and_testing_does(checkout: Checkout) -> None:
    checkout.fake_python()
    checkout.bootstrap("run")
    assert checkout.installs[-1].endswith(f"-e {checkout.root}")
    checkout.forget_calls()
    checkout.bootstrap("test")
    assert checkout.installs[-1].endswith(f"-e {checkout.root}[test]")
    checkout.forget_calls()
    checkout.bootstrap("run")
    assert checkout.installs == []


def test_everything_is_installed_under_the_constraints(checkout: Checkout) -> None:
    checkout.fake_python()
    checkout.bootstrap("test")
    assert all(f"-c {checkout.root}/packaging/constraints.txt" in call for call in checkout.installs)


def test_an_interrupted_install_is_repaired_by_the_next_run(checkout: Checkout) -> None:
    checkout.fake_python(f'*" -e {checkout.root}"*) kill -9 $$ ;;')
    done = checkout.bootstrap("run")
    assert done.returncode == 2
    assert "-m recdesk" not in "\n".join(checkout.calls)
    checkout.fake_python()
    checkout.forget_calls()
    assert checkout.bootstrap("run").returncode == 0
    assert len(checkout.installs) == 2


def test_ctrl_c_ends_in_one_sentence_and_the_next_run_goes_on(checkout: Checkout) -> None:
    checkout.fake_python('*"pip install"*) kill -INT $PPID; exit 1 ;;')
    done = checkout.bootstrap("run")
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == "Stopped. The same command goes on from here."
    checkout.fake_python()
    assert checkout.bootstrap("run").returncode == 0


def test_a_hiccup_of_the_network_is_tried_once_more(checkout: Checkout) -> None:
    flag = checkout.root / "second-time"
    checkout.fake_python(f'*" -e "*) [ -e {flag} ] || {{ touch {flag}; echo "{NETWORK_DOWN}"; exit 1; }} ;;')
    done = checkout.bootstrap("run")
    assert done.returncode == 0
    assert "The network did not answer; trying once more." in done.stderr
    assert len(checkout.installs) == 3


def test_a_dead_network_ends_in_one_sentence(checkout: Checkout) -> None:
    checkout.fake_python(f'*"pip install"*) echo "{NETWORK_DOWN}"; exit 1 ;;')
    done = checkout.bootstrap("run")
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].startswith("pip could not reach its index; check the network")
    assert "Traceback" not in done.stderr


def test_where_no_cpu_build_is_found_the_general_one_is_taken_and_said(checkout: Checkout) -> None:
    checkout.fake_python(f'*"torch==2.13.0+cpu"*) echo "{NO_CPU_BUILD}"; exit 1 ;;')
    done = checkout.bootstrap("run", PATH="/usr/bin:/bin")
    assert done.returncode == 0
    assert checkout.installs[1].endswith("hatchling torch==2.13.0")
    assert "RECDESK_TORCH_INDEX" in done.stderr


def test_a_named_index_is_asked_for_the_cpu_build_only(checkout: Checkout) -> None:
    checkout.fake_python(f'*"torch==2.13.0+cpu"*) echo "{NO_CPU_BUILD}"; exit 1 ;;')
    done = checkout.bootstrap("run", RECDESK_TORCH_INDEX="file:///nowhere")
    assert done.returncode == 2
    assert checkout.installs[0].endswith("torch==2.13.0+cpu --extra-index-url file:///nowhere")
    assert "No matching distribution found for torch==2.13.0+cpu" in done.stderr


def test_checks_are_one_line_each_and_stop_at_the_first_failure(checkout: Checkout) -> None:
    checkout.fake_python('*"-m mypy"*) echo "recdesk/x.py:1: error: wrong"; exit 1 ;;')
    done = checkout.bootstrap("test")
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert lines[0].startswith("ruff check: ok, ")
    assert lines[1].startswith("ruff format: ok, ")
    assert lines[2] == "recdesk/x.py:1: error: wrong"
    assert lines[3].startswith("mypy: failed after ")
    assert len(lines) == 4
    assert "-m pytest" not in checkout.calls


def test_checks_run_without_a_screen_and_without_a_model_hub(checkout: Checkout) -> None:
    checkout.fake_python('*"-m pytest"*) echo "$QT_QPA_PLATFORM $HF_HUB_OFFLINE" ;;')
    done = checkout.bootstrap("test")
    assert done.returncode == 0
    assert "offscreen 1" in done.stdout.splitlines()


def test_a_folder_that_is_no_environment_is_left_alone(checkout: Checkout) -> None:
    checkout.venv.mkdir()
    (checkout.venv / "thesis.txt").write_text("mine", "utf-8")
    done = checkout.bootstrap("run")
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"{checkout.venv} is there but is not a Python environment")
    assert (checkout.venv / "thesis.txt").read_text("utf-8") == "mine"


@pytest.mark.slow
def test_an_environment_that_was_left_half_made_is_made_anew(
    checkout: Checkout, monkeypatch: pytest.MonkeyPatch
) -> None:
    import checkout_venv

    checkout.venv.mkdir()
    (checkout.venv / "pyvenv.cfg").write_text("home = /usr/bin\n", "utf-8")
    venv = checkout_venv.CheckoutVenv(checkout.root, extra="")
    assert not venv.works()
    venv.make()
    assert venv.works()
