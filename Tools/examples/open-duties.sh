#!/usr/bin/env bash
# Prints a table of the duties of a record that are not done with: breached, open, or not to be told.
#
#     Tools/examples/open-duties.sh RECORD [DAY]
#
# As it stands at the end of the day, today without it. Needs jq. The variable CANDOR names the program, CANDOR_KEY the key file, where they are not
# found without. Exits 1 where something is breached, 0 where nothing is, 5 where it cannot be told.
set -euo pipefail

die() {
  printf 'open-duties.sh: %s\n' "$*" >&2
  exit 5
}

usage() { sed -n '2,7s/^# \{0,1\}//p' "$0"; }
case ${1:-} in -h | --help) usage && exit 0 ;; esac
if [ $# -lt 1 ] || [ $# -gt 2 ]; then
  usage >&2
  exit 2
fi
record=$1
day=${2:-}
candor=${CANDOR:-candor}
command -v jq >/dev/null || die "jq is needed and is not there; on Debian or Ubuntu:  apt-get install jq"
command -v "$candor" >/dev/null || die "$candor is no program; the variable CANDOR can say where candor is"

# A message a line in, an answer a line out, and the end of the input ends the server. jq writes the messages, so that nothing has to be quoted here.
request() { jq -cn --arg method "$1" --argjson params "$2" '{jsonrpc: "2.0", id: 1, method: $method, params: $params}'; }

params=$(jq -cn --arg day "$day" 'if $day == "" then {} else {asOf: $day} end')
answer=$(request check/run "$params" | "$candor" serve "$record" ${CANDOR_KEY:+--key "$CANDOR_KEY"}) || die "candor could not serve $record"
if error=$(jq -er '.error | select(.) | "\(.message): \(.data.expected // "")"' <<<"$answer"); then die "$error"; fi

jq -r '
  def day: if type == "object" then "\(.atEarliest // "unknown")..\(.atLatest // "unknown")" else . // "" end;
  def pad($width): . + " " * ($width - length);
  .result
  | [.duties[] | select(.state == "breached" or .state == "open" or .state == "undetermined")]
  | sort_by(.state, .clause)
  | map([.state, .clause, .check, (.owedBy | map(ltrimstr("body:")) | join(",")), (.since | day), (.due | day), (.entries | map(tostring) | join(","))])
  | [["STATE", "CLAUSE", "CHECK", "OWED BY", "SINCE", "DUE", "ENTRIES"]] + .
  # Each column is as wide as the widest in it.
  | . as $rows
  | [range($rows[0] | length) as $column | [$rows[][$column] | length] | max] as $widths
  | $rows[]
  | [to_entries[] | .key as $column | .value | pad($widths[$column])]
  | join("  ")
  | sub(" +$"; "")
' <<<"$answer"
jq -e '.result.duties | all(.state != "breached")' <<<"$answer" >/dev/null
