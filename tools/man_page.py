#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Makes a man page out of its hand-written template and what the program says with --help.

man_page.py TEMPLATE VERSION DATE [PROGRAM] prints it: @OPTIONS@, @EXIT_CODES@ and @COUNTERS@ become the lists of those names.
man_page.py --check PAGE PROGRAM: exit code 1 unless every option of the program's --help stands in the page.
"""
import re
import subprocess
import sys

def help_of(program):
    return subprocess.run([program, "--help"], check=True, capture_output=True, text=True).stdout


def sections(text):
    """The rows (name, meaning) of a --help by the headline above them: two columns with two or more spaces between them."""
    found, rows = {}, None
    for line in text.split("\n"):
        if re.match(r"^\S.*:$", line):
            rows = found.setdefault(line.rstrip(":"), [])
        elif rows is not None and line.startswith("  "):
            name, meaning = re.split(r" {2,}", line.strip(), maxsplit=1)
            rows.append((name, meaning))
    return found


def roff(text):
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return "\\&" + text if text[:1] in ".'" else text


def option_entry(name, meaning):
    words = name.split(" ", 1)
    tag = f"\\fB{roff(words[0])}\\fR" + (f" \\fI{roff(words[1])}\\fR" if len(words) > 1 else "")
    return f".TP\n{tag}\n{roff(sentence(meaning))}"


def sentence(text):
    return text[0].upper() + text[1:] + ("" if text.endswith(".") else ".")


def plain_entry(name, meaning):
    return f".TP\n.B {roff(name)}\n{roff(sentence(meaning))}"


def page(template, version, date, program):
    text = template.replace("@VERSION@", version).replace("@DATE@", date)
    lists = sections(help_of(program)) if program else {}
    for mark, headline, entry in (("@OPTIONS@", "Options", option_entry), ("@EXIT_CODES@", "Exit codes", plain_entry),
                                  ("@COUNTERS@", "Counters of --json", plain_entry)):
        if mark in text:
            text = text.replace(mark, "\n".join(entry(*row) for row in lists[headline]))
    return text


def missing_options(page_text, help_text):
    """Options of a --help that a page does not have."""
    there = page_text.replace("\\-", "-").replace("\\fB", " ").replace("\\fR", " ")
    wanted = sorted(set(re.findall(r"(?<![\w-])--[a-z][\w-]*", help_text)))
    return [option for option in wanted if not re.search(rf"(?<![\w-]){re.escape(option)}(?![\w-])", there)]


def main(arguments):
    if arguments[:1] == ["--check"]:
        with open(arguments[1], encoding="utf-8") as file:
            missing = missing_options(file.read(), help_of(arguments[2]))
        for option in missing:
            print(f"{arguments[1]}: {option} is in --help and not in the page")
        return 1 if missing else 0
    template, version, date, *program = arguments
    with open(template, encoding="utf-8") as file:
        sys.stdout.write(page(file.read(), version, date, program[0] if program else None))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
