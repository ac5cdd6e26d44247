package import CandorCore

/// What an edition's readers do not see of a case, and a duty that was judged in a fuller view would tell them.
package struct Hidden: Sendable {
  /// The kinds of the entries that are not opened to them.
  package var kinds: Set<Kind> = []
  /// The entries whose days are known better in the fuller view than from what they see.
  package var tightened: Set<EntryID> = []

  /// Hides nothing.
  package init() {}

  /// - Parameters:
  ///   - whole: the case in the fuller view.
  ///   - seen: the same as they see it.
  package init(of whole: Scene, from seen: Scene) {
    for entry in whole.entries + whole.common {
      guard let shown = seen[entry.id] else {
        if let kind = entry.kind { kinds.insert(kind) }
        continue
      }
      if let kind = entry.kind, shown.kind == nil { kinds.insert(kind) }
      if shown.occurred != entry.occurred { tightened.insert(entry.id) }
    }
  }
}
