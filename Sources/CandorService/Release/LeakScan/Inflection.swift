/// How names change with their place in a sentence, as far as simple rules go: endings that are added, and endings that the last vowel gives way
/// to (genitives and plurals in English, Spanish and German, cases in Slavic languages).
///
/// An inflected name counts only with a capital letter, and only where the word is no ordinary one besides.
enum Inflection {
  static let longestEnding = 8
  /// A name of fewer letters takes no ending but "s".
  static let fewestLetters = 3

  /// What is left of a name when its last vowel gives way to an ending; nil where it has none, or too little is left.
  static func stem(of name: [UInt8]) -> [UInt8]? {
    for vowel in vowels where name.count >= vowel.count + fewestLetters && name.suffix(vowel.count).elementsEqual(vowel) {
      return Array(name.dropLast(vowel.count))
    }
    return nil
  }

  /// Whether a name takes an ending: a whole name, or the stem of one.
  static func takes(_ ending: ArraySlice<UInt8>, after letters: Int) -> Bool {
    if letters < 4, ending.elementsEqual("s".utf8) { return true }
    return letters >= fewestLetters && endings.contains(Array(ending)) && (letters > 3 || ending.count > 1)
  }

  /// Whether the stem of a name takes an ending in place of its vowel.
  static func gives(_ ending: ArraySlice<UInt8>) -> Bool { endings.contains(Array(ending)) }

  private static let vowels = folded("a e i o y а я й о ь е")

  private static let endings = Set(
    folded(
      """
      s es is as en n ens er ers sche schen scher
      a u y i o e em om ou ie ia iu iowi owi ovi owie ove ova ovy ovou ovej ami mi ach ow ov am im ym ich ych ego emu iego iemu iej ej ou oj oi om
      а у ю ом ем ем ой ей ою ею ы и е я ам ами ах ов ев ым им ого ому ых ыми ими ую ая
      """))

  private static func folded(_ endings: String) -> [[UInt8]] { Folded.words(of: endings).map(\.letters) }
}
