/// Text in a drawing. A writer cannot know the letters of whoever looks at it, so widths are those of a wide typeface, and a text that is
/// too long goes on in another line; nothing is shortened.
struct Lettering {
  let ink: Mark.Ink
  /// The height of a letter with what it needs below and above.
  let size: Int

  static let heading = Lettering(ink: .heading, size: 14)
  static let label = Lettering(ink: .label, size: 12)
  static let year = Lettering(ink: .year, size: 11)
  static let tick = Lettering(ink: .tick, size: 11)

  /// From one line to the next.
  var leading: Int { size + 4 }

  /// How wide a text may be at most, rounded up.
  func width(_ text: some StringProtocol) -> Int {
    (text.reduce(0) { $0 + ($1.thousandths * (ink == .heading || ink == .year ? 11 : 10)) } * size + 9999) / 10000
  }

  /// The lines of a text that are no wider than so many units, but for a single character that is.
  func lines(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.written.split(whereSeparator: \.isBreakableSpace) {
      let longer = line.isEmpty ? String(word) : line + " " + word
      if self.width(longer) <= width {
        line = longer
        continue
      }
      if !line.isEmpty { lines.append(line) }
      line = ""
      for character in word {
        if !line.isEmpty, self.width(line) + self.width(String(character)) > width {
          lines.append(line)
          line = ""
        }
        line.append(character)
      }
    }
    return line.isEmpty ? lines : lines + [line]
  }
}

extension Mark.Ink {
  /// How wide a text in this ink may be at most, whoever looks at it; nil where it is no ink of letters.
  package func width(of text: String) -> Int? {
    [Lettering.heading, .label, .year, .tick].first { $0.ink == self }?.width(text)
  }
}

extension Character {
  /// Its width in thousandths of the size of the letters, as in DejaVu Sans, one of the widest typefaces that pages are shown in.
  fileprivate var thousandths: Int {
    switch self {
    case "i", "j", "l", ".", ",", ":", ";", "'", "|", "!", " ", "’": 340
    case "f", "r", "t", "(", ")", "[", "]", "-", "/": 420
    case "m", "w", "M", "W", "@", "%", "—", "…": 1000
    case "A"..."Z": 780
    default: columns * (columns == 2 ? 500 : isUppercase ? 780 : 640)
    }
  }
}
