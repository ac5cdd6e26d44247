#!/usr/bin/env python3
"""Prints what each body owes: what it left undone or did against the code, and what is still open. For a secretary before a meeting.

    Tools/examples/what_is_due.py RECORD [--as-of DAY] [--body BODY]

Exits 1 where something is breached or late, so that a script can act on it, 0 where nothing is, and 5 where it cannot be told. CANDOR names the program, CANDOR_KEY the key file,
where they are not found without.
"""

import argparse
import collections
import sys

from candor_rpc import Candor, Ended, Refused


def days(extent):
    """A day as the record knows it: the day, or the first and the last it may be."""
    if extent is None:
        return ""
    if isinstance(extent, str):
        return extent
    return f"{extent.get('atEarliest') or 'unknown'}..{extent.get('atLatest') or 'unknown'}"


def shown(value):
    """A text; nothing where it is not open to this reader, of which the answer says {"hidden": "withheld"}."""
    return value if isinstance(value, str) else None


def parties(candor):
    """What a party is called: its part in the case, or else its label. No names are asked for, so none are read."""
    cases = candor.call("people/list")["cases"]
    return {f"party:{person['party']}": shown(person["part"]) or shown(person["label"]) for case in cases for person in case["people"]}


def meaning(candor, duty, as_of):
    """What a duty comes to, in a sentence."""
    why = candor.call("check/explain", {"case": duty["case"], "duty": duty["duty"], "asOf": as_of})
    return why["explanation"][0]["lines"][0].partition(": ")[2]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("record")
    parser.add_argument("--as-of", metavar="DAY", help="as it stands at the end of this day; today without it")
    parser.add_argument("--body", help="only what this body owes")
    options = parser.parse_args()
    try:
        with Candor(options.record) as candor:
            answer = candor.call("check/run", {"asOf": options.as_of} if options.as_of else None)
            wanted = [duty for duty in answer["duties"] if duty["state"] in ("breached", "open") or duty["late"]]
            names = parties(candor)
            owed = collections.defaultdict(list)
            for duty in wanted:
                # "body:sc" or "party:k3mv"; where the record does not say who owes it, it is owed all the same.
                for owner in duty["owedBy"] or ["(not on record)"]:
                    owed[names.get(owner, owner.removeprefix("body:"))].append(duty)
            shown = {owner: owed[owner] for owner in sorted(owed) if options.body in (None, owner)}
            print(f"As of {answer['asOf']}")
            for owner, duties in shown.items():
                print(f"\n{owner}")
                for duty in duties:
                    state = "late" if duty["late"] and duty["state"] != "breached" else duty["state"]
                    due = f", due {days(duty['due'])}" if duty["due"] else ""
                    print(f"  {state:9} clause {duty['clause']:4} {duty['check']}, since {days(duty['since'])}{due}")
                    print(f"            {meaning(candor, duty, answer['asOf'])}")
            if not shown:
                print("\nNothing is breached or open.")
    except (Refused, Ended) as failure:
        print(f"what_is_due.py: {failure}", file=sys.stderr)
        sys.exit(5)
    sys.exit(any(duty["state"] == "breached" or duty["late"] for duties in shown.values() for duty in duties))


if __name__ == "__main__":
    main()
