import CandorCore

extension ObjectInput {
  /// The text of a file, as it is; what is in it is for its reader to say.
  func file(_ name: String) -> String? {
    guard has(name) else { return required(name) }
    return member(name).text(expected: "the text of a file")
  }

  /// The same, where it may be left out.
  func optionalFile(_ name: String) -> String?? { has(name) ? file(name).map(Optional.some) : .some(nil) }

  /// The case that a parameter names; `.some(nil)` where it names none. What is no case's identifier is noted as a mistake, and is nil.
  func caseID(_ name: String = "case") -> CaseID?? {
    guard let text: String? = required(name) else { return nil }
    guard let text else { return .some(nil) }
    guard let id = CaseID(text) else {
      member(name).mistake(
        "unknown-name", "there is no case \(text.isQuotable ? text.quoted : "of that name")",
        expected: "twelve letters and digits, as case/list gives them")
      return nil
    }
    return id
  }
}
