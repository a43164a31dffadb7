"""Sets the program up in this folder and runs it, its tests or its measurements: needs python3 and nothing else.

    python3 packaging/dev.py run   [--no-system] [arguments of "exoannotate demo"]
    python3 packaging/dev.py test  [--no-system] [arguments of pytest]
    python3 packaging/dev.py bench [--no-system] [--short] [--only P4,P7] [--json FILE] [--curves] [--soak]

Only the standard library, and only what Python 3.8 understands, so that an old python3 can still say what is missing.
Nothing outside this folder is changed, except that missing system packages are added (never upgraded, never removed).
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import NoReturn, Sequence  # noqa: UP035 (the words of Python 3.8)

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "exoannotate-setup.json"
LOG = VENV / "exoannotate-setup.log"
OLDEST = (3, 11)
NEWEST = (3, 14)  # the window's libraries have no build for a later one yet
ON_WINDOWS = os.name == "nt"

# Each entry lists the names one package has had; the first that this system knows is taken.
WINDOW_PACKAGES = (
    ("libegl1",),
    ("libgl1",),
    ("libxkbcommon0",),
    ("libdbus-1-3",),
    ("libfontconfig1",),
    ("libglib2.0-0", "libglib2.0-0t64"),
    ("libxcb-cursor0",),
    ("libxcb-icccm4",),
    ("libxcb-keysyms1",),
    ("libxcb-shape0",),
    ("libxkbcommon-x11-0",),
    ("fonts-dejavu-core",),
)
TEST_PACKAGES = (("xvfb",), ("xauth",), ("tesseract-ocr",), ("strace",))

USAGE = (__doc__ or "").split("\n\n")[1]


class SetupError(Exception):
    """The set-up cannot go on; the message says what to do."""


def say(text: str = "") -> None:
    """Print one line at once, also when the output is a file."""
    print(text, flush=True)


class Step:
    """One line of progress: what is being done, and at its end how many seconds it took."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.began = time.monotonic()
        self.live = sys.stdout.isatty()
        self.told = self.began
        if self.live:
            self._draw("")

    def seconds(self) -> float:
        """Seconds since the step began."""
        return time.monotonic() - self.began

    def _draw(self, detail: str) -> None:
        width = shutil.get_terminal_size().columns - 1
        sys.stdout.write("\r\x1b[K" + f"  … {self.title}  {self.seconds():.0f} s  {detail}"[:width])
        sys.stdout.flush()

    def tick(self, detail: str) -> None:
        """Show what goes on inside the step: in place in a terminal, else one line in twenty seconds."""
        if self.live:
            self._draw(detail)
        elif time.monotonic() - self.told > 20:
            self.told = time.monotonic()
            say(f"  … {self.title}: {self.seconds():.0f} s, {detail}")

    def end(self, note: str = "") -> None:
        """Close the step with its seconds."""
        if self.live:
            sys.stdout.write("\r\x1b[K")
        say(f"  {self.seconds():6.1f} s  {self.title}{': ' + note if note else ''}")


def watched(title: str, command: Sequence[str], env: dict[str, str] | None = None) -> tuple[int, list[str]]:
    """Run a command as one step; its words go to the log, its exit code and its lines come back."""
    step = Step(title)
    lines: list[str] = []
    try:
        process = subprocess.Popen(
            command,
            cwd=str(ROOT),
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            universal_newlines=True,
            errors="replace",
        )
    except OSError as error:
        step.end(f"could not start ({error.strerror})")
        return 127, [str(error)]

    def read() -> None:
        assert process.stdout is not None
        for line in process.stdout:
            lines.append(line.rstrip())

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    while reader.is_alive():
        reader.join(0.5)
        step.tick(lines[-1].strip()[:90] if lines else "")
    code = process.wait()
    step.end("" if code == 0 else "did not work")
    keep_log(title, command, lines)
    return code, lines


def keep_log(title: str, command: Sequence[str], lines: Sequence[str]) -> None:
    """Add what a command said to the log in .venv, when there is one to add to."""
    if VENV.is_dir():
        with open(LOG, "a", encoding="utf-8") as log:
            log.write("\n".join((f"== {title}", "$ " + " ".join(command), *lines, "")))


def quiet(command: Sequence[str]) -> tuple[int, str]:
    """Run a short command without showing it: exit code and what it printed; 127 when it cannot start."""
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=60,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return 127, ""
    return done.returncode, done.stdout.decode("utf-8", "replace")


# ---- system packages -------------------------------------------------------------------------------------------------


def has_apt() -> bool:
    """Whether this is a system of the Debian family."""
    return bool(shutil.which("apt-get") and shutil.which("dpkg-query"))


def missing_packages(wanted: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The entries of which no name is installed."""
    names = [name for entry in wanted for name in entry]
    _, text = quiet(["dpkg-query", "-W", "-f", "${Package} ${Status}\\n", *names])
    installed = {line.split()[0] for line in text.splitlines() if line.endswith(" install ok installed")}
    return [entry for entry in wanted if not installed.intersection(entry)]


def as_root() -> list[str] | None:
    """The words to put before a command so that it runs as root without asking, or None."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return []
    if shutil.which("sudo") and quiet(["sudo", "-n", "true"])[0] == 0:
        return ["sudo", "-n"]
    return None


def known_names(entries: Sequence[tuple[str, ...]]) -> list[str]:
    """For each entry the first name that this system's package lists know; unknown entries are left out."""
    found = []
    for entry in entries:
        for name in entry:
            if quiet(["apt-cache", "show", "--no-all-versions", name])[1].strip():
                found.append(name)
                break
    return found


def add_system_packages(wanted: Sequence[tuple[str, ...]], use_system: bool) -> None:
    """Install the missing packages as root, or print the line that would; never stops the set-up."""
    if not sys.platform.startswith("linux") or not has_apt():
        return
    missing = missing_packages(wanted)
    if not missing:
        return
    names = known_names(missing) or [entry[0] for entry in missing]
    root = as_root() if use_system else None
    if root is None:
        say("  These system packages are missing:")
        say(f"      sudo apt-get install --no-install-recommends {' '.join(names)}")
        say("  Run that line once (it asks for your password). Going on without them.")
        return
    apt = [*root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "Dpkg::Use-Pty=0"]
    watched("Reading the system's package lists", [*apt, "update"])
    names = known_names(missing) or names
    options = ["install", "-y", "--no-install-recommends", "--no-upgrade", "--no-remove"]
    code, lines = watched(f"Adding {len(names)} system packages", [*apt, *options, *names])
    if code != 0:
        say("  The system packages could not be added. Its last words:")
        say("\n".join("      " + line for line in lines[-4:]))
        say("  Going on without them; the line to try by hand:")
        say(f"      sudo apt-get install --no-install-recommends {' '.join(names)}")


# ---- Python ----------------------------------------------------------------------------------------------------------


def version_of(command: Sequence[str]) -> tuple[int, int] | None:
    """Major and minor version of an interpreter, or None when it does not run."""
    code, text = quiet([*command, "-c", "import sys; print(sys.version_info[0], sys.version_info[1])"])
    words = text.split()
    return (int(words[0]), int(words[1])) if code == 0 and len(words) == 2 else None


def candidates() -> list[list[str]]:
    """Commands that may start a Python that is new enough, this one first."""
    found = [[sys.executable]] if sys.executable else []
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        name = f"python3.{minor}"
        if ON_WINDOWS:
            found.append(["py", f"-3.{minor}"])
        places = ["/opt/homebrew/bin", "/usr/local/bin", f"/Library/Frameworks/Python.framework/Versions/3.{minor}/bin"]
        path = shutil.which(name) or next((p for p in (f"{d}/{name}" for d in places) if os.path.exists(p)), None)
        if path:
            found.append([path])
    return found


def find_python(use_system: bool) -> list[str]:
    """The command of a Python that suits; on Ubuntu 22.04 and the like it is added from the system's packages."""
    for command in candidates():
        version = version_of(command)
        if version and OLDEST <= version <= NEWEST:
            return command
    if has_apt():
        say(f"This Python is {'.'.join(map(str, sys.version_info[:2]))}; a newer one is added beside it.")
        add_system_packages((("python3.12", "python3.11"), ("python3.12-venv", "python3.11-venv")), use_system)
        for command in candidates():
            version = version_of(command)
            if version and OLDEST <= version <= NEWEST:
                return command
    here = ".".join(str(part) for part in sys.version_info[:3])
    raise SetupError(
        f"exoannotate needs Python {OLDEST[0]}.{OLDEST[1]} to {NEWEST[0]}.{NEWEST[1]}; this is Python {here}.\n"
        "Install one (on Windows and macOS from python.org, on Linux from your distribution), then run this again.\n"
        "Nothing was changed."
    )


def venv_python() -> Path:
    """The interpreter inside .venv."""
    return VENV / ("Scripts/python.exe" if ON_WINDOWS else "bin/python")


def venv_works() -> bool:
    """Whether .venv holds a Python of a version that suits, with pip reachable."""
    version = version_of([str(venv_python())]) if venv_python().exists() else None
    return version is not None and OLDEST <= version <= NEWEST


def has_ensurepip(python: Sequence[str]) -> bool:
    """Whether an interpreter can put pip into a new .venv; Debian keeps that in a package of its own."""
    return quiet([*python, "-c", "import ensurepip, venv"])[0] == 0


def venv_package(python: Sequence[str]) -> tuple[str, ...]:
    """The names of the package that makes ``has_ensurepip`` true."""
    version = version_of(python) or OLDEST
    return (f"python{version[0]}.{version[1]}-venv", "python3-venv")


def make_venv(python: Sequence[str]) -> list[str]:
    """Make .venv with the given interpreter; returns the command that is its pip. Raises SetupError."""
    bundled = has_ensurepip(python)
    options = ["--clear"] if bundled else ["--clear", "--without-pip"]
    title = "Making the folder .venv for the program's libraries"
    code, lines = watched(title, [*python, "-m", "venv", *options, str(VENV)])
    if code != 0:
        raise SetupError("The folder .venv could not be made:\n" + "\n".join(lines[-6:]))
    if bundled:
        return pip_command()
    if quiet([*python, "-m", "pip", "--python", str(venv_python()), "--version"])[0] == 0:
        return [*python, "-m", "pip", "--python", str(venv_python())]
    shutil.rmtree(str(VENV), ignore_errors=True)
    raise SetupError(
        "This Python comes without the parts that install libraries (venv and pip). On Debian and Ubuntu run:\n"
        f"    sudo apt-get install {venv_package(python)[0]}\n"
        "and then this command again. Nothing was changed."
    )


def pip_command() -> list[str]:
    """The pip of .venv."""
    return [str(venv_python()), "-m", "pip"]


# ---- libraries -------------------------------------------------------------------------------------------------------


def fingerprint() -> str:
    """Changes whenever the libraries must be looked at again: what the project asks for, Python, and the folder."""
    digest = hashlib.sha256((ROOT / "pyproject.toml").read_bytes())
    digest.update(repr((version_of([str(venv_python())]), str(ROOT))).encode("utf-8"))
    return digest.hexdigest()


def stamps() -> dict[str, str]:
    """What was set up here before, by purpose; empty when nothing was."""
    try:
        found = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(k): str(v) for k, v in found.items()} if isinstance(found, dict) else {}


def dev_requirements() -> list[str]:
    """The libraries that only tests need, as pyproject.toml lists them (read with the tomllib of .venv)."""
    script = "import json, tomllib; print(json.dumps(tomllib.load(open('pyproject.toml', 'rb'))['dependency-groups']))"
    done = subprocess.run([str(venv_python()), "-c", script], cwd=str(ROOT), stdout=subprocess.PIPE, check=True)
    return [str(word) for word in json.loads(done.stdout.decode("utf-8"))["dev"]]


def install(purpose: str, pip: Sequence[str]) -> None:
    """Install the project, and for tests what tests need; remembered by a stamp. Raises SetupError."""
    before = {name: value for name, value in stamps().items() if value == fingerprint()}
    if STAMP.exists():
        STAMP.unlink()
    extra = dev_requirements() if purpose == "test" else []
    title = "Installing the program and its libraries" + (" and what its tests need" if extra else "")
    code, lines = watched(title, [*pip, "install", "--progress-bar", "off", "--editable", str(ROOT), *extra])
    if code != 0:
        raise SetupError(
            "The libraries could not be installed. The last words of pip:\n"
            + "\n".join("    " + line for line in lines[-12:])
            + f"\nAll of it is in {LOG}.\n"
            "Often the network is the reason: run the same command again, it goes on where it stopped."
        )
    before[purpose] = before["run"] = fingerprint()
    STAMP.write_text(json.dumps(before, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def check_window_libraries() -> None:
    """Say in one sentence which system library the window lacks, if one does."""
    step = Step("Trying the window's libraries")
    script = "import PySide6.QtWidgets, PySide6.QtSvg"
    done = subprocess.run([str(venv_python()), "-c", script], capture_output=True, check=False)
    step.end("" if done.returncode == 0 else "did not work")
    if done.returncode != 0:
        last = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:] or ["no reason given"]
        say(f"  The window cannot open yet: {last[0]}")
        say("  Install that library with your system's packages; the commands without a window work all the same.")


def build_names() -> None:
    """Build the index of names beside its tables, so that the first look-up need not wait for it. It may fail: then the
    program builds it when a name is first wanted."""
    tables = ROOT / "resources" / "vocabularies"
    words = ["-S", "-m", "exoannotate.suggest.building", str(tables / "names.bin"), str(tables)]
    env = dict(os.environ, PYTHONPATH=str(ROOT / "src"), PYTHONUTF8="1")
    watched("Building the index of names", [str(venv_python()), *words], env)


def set_up(purpose: str, use_system: bool) -> None:
    """Everything that is needed for a purpose ("run" or "test"), skipping what is there already."""
    packages: tuple[tuple[str, ...], ...] = WINDOW_PACKAGES + (TEST_PACKAGES if purpose == "test" else ())
    usable = venv_works()
    if usable and stamps().get(purpose) == fingerprint():
        add_system_packages(packages, use_system)
        return
    say(f"Setting up exoannotate in {ROOT} (a minute or two the first time, seconds afterwards)")
    if not usable and VENV.exists() and not (VENV / "pyvenv.cfg").exists() and any(VENV.iterdir()):
        raise SetupError(f"{VENV} is in the way and was not made by Python. Move it elsewhere, then run this again.")
    python = [] if usable else find_python(use_system)
    if python and not has_ensurepip(python):
        packages = (venv_package(python), *packages)
    add_system_packages(packages, use_system)
    pip = pip_command() if usable else make_venv(python)
    if quiet([*pip, "--version"])[0] != 0:
        pip = [sys.executable, "-m", "pip", "--python", str(venv_python())]
    install(purpose, pip)
    build_names()
    check_window_libraries()


# ---- the commands ----------------------------------------------------------------------------------------------------


def become(command: Sequence[str], env: dict[str, str]) -> NoReturn:
    """Hand over to a command of .venv, whose exit code becomes ours."""
    sys.stdout.flush()
    os.chdir(str(ROOT))
    if ON_WINDOWS:  # exec there returns to the prompt at once, while the program still runs
        sys.exit(subprocess.call(command, env=env))
    os.execve(command[0], list(command), env)


def run(arguments: Sequence[str], use_system: bool) -> NoReturn:
    """Set up, then open the sample project (without a display: do the sample job and say where the files lie)."""
    set_up("run", use_system)
    become([str(venv_python()), "-m", "exoannotate", "demo", *arguments], dict(os.environ))


def test(arguments: Sequence[str], use_system: bool) -> NoReturn:
    """Set up, then run the tests, two at a time, on no screen."""
    set_up("test", use_system)
    env = dict(os.environ, QT_QPA_PLATFORM="offscreen")
    own = any(word == "-n" or word.startswith(("-n=", "--numprocesses", "--pdb", "no:xdist")) for word in arguments)
    workers = [] if own else ["-n", "2", "--dist", "loadgroup"]
    become([str(venv_python()), "-m", "pytest", *workers, *arguments], env)


def bench(arguments: Sequence[str], use_system: bool) -> NoReturn:
    """Set up, then measure: ratios to anchors of the same run; exit 1 when one misses its goal."""
    set_up("test", use_system)
    become([str(venv_python()), "-m", "tests.bench", *arguments], dict(os.environ))


def main(words: Sequence[str]) -> int:
    """Read the command line; exit code of what was run, 1 when the set-up failed, 2 for wrong usage."""
    use_system = "--no-system" not in words
    rest = [word for word in words if word != "--no-system"]
    commands = {"run": run, "test": test, "bench": bench}
    if not rest or rest[0] not in commands:
        say(USAGE)
        return 0 if rest[:1] in (["-h"], ["--help"]) else 2
    try:
        commands[rest[0]](rest[1:], use_system)
    except SetupError as error:
        print(f"\n{error}", file=sys.stderr, flush=True)
    except KeyboardInterrupt:
        print("\nStopped. Run the same command again, it goes on where it stopped.", file=sys.stderr, flush=True)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
