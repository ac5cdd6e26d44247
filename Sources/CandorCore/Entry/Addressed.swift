/// A draft with the audience of each of its values, ready to be sealed: what the charter in force says of who may read what.
package struct Addressed: Hashable, Sendable {
  package let draft: Draft
  /// One a value of the draft, in the same order.
  package let audiences: [Audience]
  /// Who may read some of its values beside those: parties and persons what they are owed, by the places of the values.
  package var owed: [Audience: [Int]] = [:]
  /// The day its leaf will show.
  package let on: Day

  package init(draft: Draft, audiences: [Audience], on: Day) {
    precondition(draft.values.count == audiences.count, "every value has an audience")
    self.draft = draft
    self.audiences = audiences
    self.on = on
  }
}
