/// A drawing made from the record, and the same in words for those who do not see it.
package struct Picture: Hashable, Sendable {
  package var id: String
  package var caption: String
  /// What it shows, in words: it stands in the picture's place in plain text, and is read out where a page is listened to.
  package var alternative: String

  package init(id: String, caption: String, alternative: String) {
    self.id = id
    self.caption = caption
    self.alternative = alternative
  }
}
