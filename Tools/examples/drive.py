#!/usr/bin/env python3
"""Drives candor over stdin and stdout: the whole demo, with nothing but Python's standard library.

    Tools/examples/drive.py PATH-TO-CANDOR [headers|lines]

Makes a record of the worked example's charter in a temporary folder, and does the rest by JSON-RPC: takes the case file in, lists
the case, reads the entries, runs the check, has the findings written, and says what came of it. Exits 0 if all of it went well.
"""

import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

EXAMPLE = pathlib.Path(__file__).resolve().parents[2] / "Exports" / "2013-case"


class Candor:
    """A server process, spoken to in one of the two framings."""

    def __init__(self, command, framing):
        self.framing = framing
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.id = 0

    def send(self, message):
        body = json.dumps(message).encode()
        if self.framing == "headers":
            self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        else:
            self.process.stdin.write(body + b"\n")
        self.process.stdin.flush()

    def receive(self):
        if self.framing == "lines":
            return json.loads(self.process.stdout.readline())
        length = None
        while (line := self.process.stdout.readline()).strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        return json.loads(self.process.stdout.read(length))

    def call(self, method, params=None):
        self.id += 1
        self.send({"jsonrpc": "2.0", "id": self.id, "method": method, "params": params})
        reply = self.receive()
        assert reply["id"] == self.id, reply
        if "error" in reply:
            raise RuntimeError(f"{method}: {reply['error']['message']}: {json.dumps(reply['error'].get('data'))}")
        return reply["result"]

    def notify(self, method):
        self.send({"jsonrpc": "2.0", "method": method})


def main():
    if {"-h", "--help"} & set(sys.argv[1:]):
        print(__doc__.strip())
        return
    if len(sys.argv) < 2 or sys.argv[2:] not in ([], ["headers"], ["lines"]):
        print(__doc__.strip(), file=sys.stderr)
        sys.exit(2)
    candor = shutil.which(sys.argv[1])
    if candor is None:
        sys.exit(f"drive.py: {sys.argv[1]} is no program; Tools/demo builds candor and says where it is")
    framing = sys.argv[2] if len(sys.argv) > 2 else "headers"
    with tempfile.TemporaryDirectory() as folder:
        record, key = f"{folder}/example.candor", f"{folder}/example.key"
        try:
            subprocess.run(
                [candor, "init", record, "--charter", str(EXAMPLE / "charter.yaml"), "--key", key], check=True, stdout=subprocess.DEVNULL
            )
        except (OSError, subprocess.CalledProcessError) as failure:
            sys.exit(f"drive.py: {candor} makes no record: {failure}")
        if not pathlib.Path(record).exists():
            sys.exit(f"drive.py: {candor} makes no record: it is not candor")
        server = Candor([candor, "serve", record, "--key", key], framing)
        print("server   ", server.call("initialize")["serverInfo"]["name"])
        assert server.call("ping") == {}

        mistaken = (EXAMPLE / "case.yaml").read_text().replace("by: ndc", "by: ncd", 1)
        try:
            server.call("record/append", {"casefile": mistaken, "name": "mistaken.yaml"})
            sys.exit("a mistake was taken")
        except RuntimeError as refused:
            assert "did you mean ndc?" in str(refused), refused

        taken = server.call("record/append", {"casefile": (EXAMPLE / "case.yaml").read_text(), "name": "case.yaml"})
        print("taken in ", len(taken["entries"]), "entries, checkpoint", taken["checkpoint"]["size"])
        case = server.call("case/list")["cases"][0]
        print("case     ", case["about"])
        entries = server.call("record/entries", {"case": case["case"]})["entries"]
        assert len(entries) == case["entries"], (len(entries), case)
        one = server.call(
            "record/append",
            {"case": case["case"], "entry": {"kind": "meeting.held", "occurred": "2019-03", "bodies": ["nbc"], "says": "A call."}},
        )
        assert len(one["entries"]) == 1, one

        duties = server.call("check/run", {"asOf": "2019-04-19"})["duties"]
        for duty in duties:
            lasted = duty["lasted"]
            print("duty     ", duty["state"], duty["clause"], duty["check"], f"{lasted['atLeast']} to {lasted['atMost']}" if lasted else "")
        assert {duty["state"] for duty in duties} == {"breached", "undetermined", "open", "met", "lapsed"}, duties
        why = server.call("check/explain", {"duty": "7", "asOf": "2019-04-19"})["explanation"]
        print("why 7    ", why[0]["lines"][0][:100])

        written = server.call("report/export", {"edition": "members", "out": folder})
        for report in written["reports"]:
            path = pathlib.Path(folder, report["name"])
            assert path.stat().st_size == report["bytes"], report
            print("written  ", report["name"], report["bytes"], "bytes")
        given = server.call("report/export", {"edition": "members", "format": "text"})["reports"][0]
        assert given["text"].startswith("FINDINGS FOR MEMBERS"), given["text"][:80]

        server.call("shutdown")
        server.notify("exit")
        server.process.stdin.close()
        status = server.process.wait(10)
        assert status == 0, status
        assert server.process.stdout.read() == b""
    print("done      in", framing)


if __name__ == "__main__":
    main()
