// What messages repeat of what someone wrote. A message goes where the record does not: to a terminal that scrolls back, a log that is kept, a mail that
// asks for help. So it repeats what looks like a word of a record's own, a misspelled field, kind, label or date; a name, a contact or a sentence that got
// into its place is told by its length alone. Where it stands is told anyway.

extension String {
  /// Whether messages may repeat it: a short word in the form of fields, kinds, labels and dates. A capital letter begins a name more often than a
  /// label, and a long row of digits may be somebody's telephone.
  package var isQuotable: Bool {
    guard (1...48).contains(utf8.count) else { return false }
    var (digits, run): (Int, [UInt8]) = (0, [])
    for byte in Array(utf8) + [UInt8(ascii: "-")] {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): run.append(byte)
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: ":"),
        UInt8(ascii: "/"), UInt8(ascii: "~"), UInt8(ascii: "?"), UInt8(ascii: "*"):
        if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { digits += 1 }
        let isShout = run.count <= 4 && run.allSatisfy { $0 < UInt8(ascii: "a") }
        guard isShout || run[0] >= UInt8(ascii: "a") else { return false }
        run = []
      default: return false
      }
    }
    if digits < 7 { return true }
    // A date, or an identifier as the record gives them out.
    return wholeMatch(of: /[0-9]{4}[-\/~?].*|([a-z]+:)?(?=[0-9]*[a-z])[0-9a-z]{12}/) != nil
  }

  /// As messages name it: in quotation marks, or by its length.
  package var quoted: String { isQuotable ? "\"\(self)\"" : "this text of \(length)" }

  /// How long it is, in words.
  package var length: String { count == 1 ? "1 character" : "\(count) characters" }
}

/// Names that others chose, as messages list them: those that may be repeated, and how many more there are.
package func listed(_ names: some Collection<String>) -> String {
  let shown = names.filter(\.isQuotable)
  return (shown + (shown.count < names.count ? ["\(names.count - shown.count) more"] : [])).joined(separator: ", ")
}
