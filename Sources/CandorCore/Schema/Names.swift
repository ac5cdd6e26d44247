/// What can be referred to where something is read: entries by label or number, parties, bodies and cases by name.
package struct Names: Sendable {
  /// Entries that a label stands for, each with its kind.
  package var entries: [String: (id: EntryID, kind: Kind)] = [:]
  /// Labels of entries and people that are being written and cannot be read: what is wrong with them is told where they stand.
  package var unreadable: Set<String> = []
  /// Kinds of the entries that can be referred to by number.
  package var kinds: [EntryID: Kind] = [:]
  package var parties: [String: PartyID] = [:]
  package var bodies: [BodyID] = []
  package var cases: Set<CaseID> = []
  /// Clauses of the charter in force.
  package var clauses: [ClauseID] = []
  /// Whether what is read comes from the record itself, where every reference was resolved before it was committed.
  package var isRecorded = false

  /// Of entries that were corrected, those that stand in their place: what refers to the one means the other.
  package var corrections: [EntryID: EntryID] = [:]

  package init() {}

  /// For reading what the record holds.
  package static let recorded: Names = {
    var names = Names()
    names.isRecorded = true
    return names
  }()
}
