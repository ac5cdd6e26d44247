/// A value that is to be removed for good: which slot of which entry.
package struct ErasedValue: Hashable, Sendable {
  package var entry: EntryID
  package var slot: UInt8

  package init(entry: EntryID, slot: UInt8) { (self.entry, self.slot) = (entry, slot) }
}
