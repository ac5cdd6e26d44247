"""A client of `candor serve` in Python's standard library: what the other examples here are written with.

    from candor_rpc import Candor, Refused

    with Candor("union.candor") as candor:
        for case in candor.call("case/list")["cases"]:
            print(case["about"])

The program is `candor`, or what the variable CANDOR names; the key is looked for in the folder of keys, unless CANDOR_KEY names its file.
"""

import json
import os
import subprocess


class Refused(Exception):
    """The server's answer is an error. Its kind is stable, its path a JSON Pointer into the parameters, where there is a place."""

    def __init__(self, method, error):
        super().__init__(error["message"])
        data = error.get("data") or {}
        self.method, self.code, self.message = method, error["code"], error["message"]
        self.kind, self.path, self.expected = data.get("kind"), data.get("path"), data.get("expected")
        # Several mistakes are told at once: those of entries with their paths, those of a case file with its lines.
        self.mistakes, self.diagnostics = data.get("mistakes") or [], data.get("diagnostics") or []


class Ended(Exception):
    """The server ended where an answer was due; why, it said on stderr."""


class Candor:
    """A server process with a record open. A message is framed by a header with its length, or is a line; the server goes by what comes first."""

    def __init__(self, record, program=None, key=None, framing="lines"):
        command = [program or os.environ.get("CANDOR", "candor"), "serve", str(record)]
        if key := key or os.environ.get("CANDOR_KEY"):
            command += ["--key", str(key)]
        self.framing, self.last = framing, 0
        try:
            self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        except OSError as failure:
            raise Ended(f"{command[0]} does not start: {failure.strerror}; the variable CANDOR can say where candor is") from None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def call(self, method, params=None):
        """Asks, and waits for the answer."""
        self.last += 1
        self.send({"jsonrpc": "2.0", "id": self.last, "method": method, "params": params})
        answer = self.receive()
        # Whoever asks one thing at a time gets the answers in order; the id says so.
        assert answer["id"] == self.last, answer
        if "error" in answer:
            raise Refused(method, answer["error"])
        return answer["result"]

    def notify(self, method, params=None):
        """Says something that is not answered."""
        self.send({"jsonrpc": "2.0", "method": method, "params": params})

    def send(self, message):
        body = json.dumps(message).encode()
        try:
            self.process.stdin.write(body + b"\n" if self.framing == "lines" else b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
            self.process.stdin.flush()
        except BrokenPipeError:
            self._ended()

    def receive(self):
        if self.framing == "lines":
            return json.loads(self.process.stdout.readline() or self._ended())
        length = None
        while (line := self.process.stdout.readline() or self._ended()).strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        return json.loads(self.process.stdout.read(length))

    def close(self):
        """Ends the session, and gives the server's exit status. What was asked before is done: the end of the input is enough."""
        try:
            self.process.stdin.close()
        except BrokenPipeError:
            pass
        return self.process.wait()

    def _ended(self):
        raise Ended(f"candor ended with status {self.process.wait()}; its reason is above")
