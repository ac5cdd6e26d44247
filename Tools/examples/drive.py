#!/usr/bin/env python3
"""Drives candor over stdin and stdout: the whole demo, with nothing but Python's standard library.

    Tools/examples/drive.py PATH-TO-CANDOR [headers|lines]

Makes a record of the worked example's charter in a temporary folder, and does the rest by JSON-RPC: takes the case file in, lists
the case, reads the entries, runs the check, has the findings written, and says what came of it. Exits 0 if all of it went well.
"""

import pathlib
import shutil
import subprocess
import sys
import tempfile

from candor_rpc import Candor, Ended, Refused

EXAMPLE = pathlib.Path(__file__).resolve().parents[2] / "Exports" / "2013-case"


def expect(holds, what):
    if not holds:
        sys.exit(f"drive.py: this was not to be: {what}")


def main():
    if {"-h", "--help"} & set(sys.argv[1:]):
        print(__doc__.strip())
        return
    if len(sys.argv) < 2 or sys.argv[2:] not in ([], ["headers"], ["lines"]):
        print(__doc__.strip(), file=sys.stderr)
        sys.exit(2)
    program = shutil.which(sys.argv[1])
    if program is None:
        sys.exit(f"drive.py: {sys.argv[1]} is no program; Tools/demo builds candor and says where it is")
    framing = sys.argv[2] if len(sys.argv) > 2 else "headers"
    with tempfile.TemporaryDirectory() as folder:
        record, key = f"{folder}/example.candor", f"{folder}/example.key"
        init = [program, "init", record, "--charter", str(EXAMPLE / "charter.yaml"), "--key", key, "--no-passphrase"]
        try:
            subprocess.run(init, check=True, stdout=subprocess.DEVNULL)
        except (OSError, subprocess.CalledProcessError) as failure:
            sys.exit(f"drive.py: {program} makes no record: {failure}")
        if not pathlib.Path(record).exists():
            sys.exit(f"drive.py: {program} makes no record: it is not candor")
        try:
            with Candor(record, program, key, framing) as candor:
                drive(candor, folder)
        except (Refused, Ended) as failure:
            sys.exit(f"drive.py: {failure}")
    print("done      in", framing)


def drive(candor, folder):
    print("server   ", candor.call("initialize")["serverInfo"]["name"])
    candor.call("ping")

    # A case file with a mistake in it: none of it is taken, and each mistake is told with its line.
    case_file = (EXAMPLE / "case.yaml").read_text(encoding="utf-8")
    try:
        candor.call("record/append", {"casefile": case_file.replace("by: ndc", "by: ncd", 1), "name": "mistaken.yaml"})
        expect(False, "a mistake was taken")
    except Refused as refused:
        mistake = refused.diagnostics[0]
        print("refused  ", f"{mistake['file']}:{mistake['line']}:{mistake['column']}: {mistake['message']}")
        expect("did you mean ndc?" in mistake["expected"], mistake)

    taken = candor.call("record/append", {"casefile": case_file, "name": "case.yaml"})
    print("taken in ", len(taken["entries"]), "entries, checkpoint", taken["checkpoint"]["size"])
    case = candor.call("case/list")["cases"][0]
    print("case     ", case["about"])
    entries = candor.call("record/entries", {"case": case["case"]})["entries"]
    expect(len(entries) == case["entries"], f"{len(entries)} entries of {case['entries']}")
    call = {"kind": "meeting.held", "occurred": "2019-03", "bodies": ["nbc"], "says": "A call."}
    one = candor.call("record/append", {"case": case["case"], "entry": call})
    expect(len(one["entries"]) == 1, one)

    duties = candor.call("check/run", {"asOf": "2019-04-19"})["duties"]
    for duty in duties:
        lasted = duty["lasted"]
        print("duty     ", duty["state"], duty["clause"], duty["check"], f"{lasted['atLeast']} to {lasted['atMost']}" if lasted else "")
    expect({duty["state"] for duty in duties} == {"breached", "undetermined", "open", "met", "lapsed"}, "a state is missing")
    why = candor.call("check/explain", {"duty": "7", "asOf": "2019-04-19"})["explanation"]
    print("why 7    ", why[0]["lines"][0][:100])

    written = candor.call("report/export", {"edition": "members", "out": folder})
    for report in written["reports"]:
        expect(pathlib.Path(folder, report["name"]).stat().st_size == report["bytes"], report)
        print("written  ", report["name"], report["bytes"], "bytes")
    given = candor.call("report/export", {"edition": "members", "format": "text"})["reports"][0]
    expect(given["text"].startswith("FINDINGS FOR MEMBERS"), given["text"][:80])

    candor.call("shutdown")
    candor.notify("exit")
    expect(candor.close() == 0, "the server ends with another status than 0")
    expect(candor.process.stdout.read() == b"", "there is more on stdout than answers")


if __name__ == "__main__":
    main()
