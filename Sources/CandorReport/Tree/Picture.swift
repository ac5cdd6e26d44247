/// A drawing made from the record, and the same in words for those who do not see it.
package struct Picture: Hashable, Sendable {
  package var id: String
  package var caption: String
  /// What it shows, in words: it stands in the picture's place in plain text, and is read out where a page is listened to.
  package var alternative: String
  /// What is drawn; nil where the words alone stand in its place.
  package var drawing: Drawing?

  package init(id: String, caption: String, alternative: String, drawing: Drawing? = nil) {
    self.id = id
    self.caption = caption
    self.alternative = alternative
    self.drawing = drawing
  }
}

extension Report {
  /// Its pictures, in order.
  package var pictures: [Picture] { sections.flatMap(\.pictures) }
}

extension Section {
  fileprivate var pictures: [Picture] {
    blocks.compactMap { if case .picture(let picture) = $0 { picture } else { nil } } + sections.flatMap(\.pictures)
  }
}
