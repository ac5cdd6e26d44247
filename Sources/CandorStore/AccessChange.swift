package import CandorCore
package import CandorLog

/// What becomes of keys and boxes with the entries that are appended: in the same transaction, or not at all.
package struct AccessChange: Sendable {
  /// An audience's next epoch.
  package struct Epoch: Sendable {
    package var audience: Audience
    /// Who holds its key, beside the recovery key.
    package var holders: [Recipient]
    /// Who is told that what they hold is at an end.
    package var leaving: [Recipient]

    /// An audience's next epoch.
    package init(audience: Audience, holders: [Recipient], leaving: [Recipient]) {
      (self.audience, self.holders, self.leaving) = (audience, holders, leaving)
    }
  }

  /// Keys that someone gets: those of every epoch.
  package struct Grant: Sendable {
    package var audiences: [Audience]
    package var to: Recipient

    /// Keys that someone gets.
    package init(of audiences: [Audience], to: Recipient) { (self.audiences, self.to) = (audiences, to) }
  }

  /// Values of one entry, and an audience that they are opened to or taken from.
  package struct Opening: Hashable, Sendable {
    package var entry: EntryID
    package var slots: Set<UInt8>
    package var audience: Audience

    /// Values of one entry, and an audience.
    package init(entry: EntryID, slots: Set<UInt8>, audience: Audience) {
      (self.entry, self.slots, self.audience) = (entry, slots, audience)
    }
  }

  package var epochs: [Epoch] = []
  package var grants: [Grant] = []
  /// Values that a wider audience reads from here on.
  package var openings: [Opening] = []
  /// Values that are taken from an audience's boxes: nobody who is let in later finds them there.
  package var closings: [Opening] = []
  /// Who else holds the first key of an audience that has none yet.
  package var holders: [Audience: [Recipient]] = [:]

  /// No change.
  package init() {}

  /// Whether anything becomes of keys or boxes.
  package var isEmpty: Bool { epochs.isEmpty && grants.isEmpty && openings.isEmpty && closings.isEmpty }
}
