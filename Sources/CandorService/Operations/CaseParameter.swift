import CandorCore

extension ObjectInput {
  /// The case that a parameter names; `.some(nil)` where it names none. What is no case's identifier is noted as a mistake, and is nil.
  func caseID(_ name: String = "case") -> CaseID?? {
    guard let text: String? = required(name) else { return nil }
    guard let text else { return .some(nil) }
    guard let id = CaseID(text) else {
      member(name).mistake(
        "unknown-name", "there is no case \"\(text)\"", expected: "twelve letters and digits, as case/list gives them")
      return nil
    }
    return id
  }
}
