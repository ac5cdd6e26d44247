/// Characters that HTML and XML call by a number or a name.
enum CharacterReference {
  /// What the reference between `&` and `;` stands for; nil where it stands for nothing.
  static func text(_ name: String) -> String? {
    if name.first == "#" {
      let number = name.dropFirst()
      let isHex = number.first == "x" || number.first == "X"
      return (isHex ? UInt32(number.dropFirst(), radix: 16) : UInt32(number)).flatMap(Unicode.Scalar.init).map { String($0) }
    }
    if let known = known[name] { return known }
    for (ending, marks) in endings where name.hasSuffix(ending) {
      let base = name.dropLast(ending.count)
      if base.utf8.count == 1, base.allSatisfy(\.isASCII), base.allSatisfy(\.isLetter) { return base + marks }
    }
    return nil
  }

  /// What the name of a letter ends in, and the mark on that letter.
  private static let endings = [
    ("acute", "\u{301}"), ("grave", "\u{300}"), ("circ", "\u{302}"), ("uml", "\u{308}"), ("tilde", "\u{303}"), ("ring", "\u{30A}"),
    ("cedil", "\u{327}"), ("caron", "\u{30C}"), ("breve", "\u{306}"), ("macr", "\u{304}"), ("ogon", "\u{328}"), ("dblac", "\u{30B}"),
    ("slash", "\u{338}"), ("strok", "\u{335}"), ("dot", "\u{307}"), ("opf", ""), ("scr", ""), ("fr", ""),
  ]

  private static let known: [String: String] = {
    var known = [
      "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "amp": "&", "nbsp": " ", "ensp": " ", "emsp": " ", "thinsp": " ", "hairsp": " ",
      "numsp": " ", "Tab": "\t", "NewLine": "\n", "shy": "\u{AD}", "zwj": "\u{200D}", "zwnj": "\u{200C}", "lrm": "\u{200E}",
      "rlm": "\u{200F}", "ZeroWidthSpace": "\u{200B}", "NoBreak": "\u{2060}", "NegativeThinSpace": "\u{200B}",
      "NegativeMediumSpace": "\u{200B}", "NegativeThickSpace": "\u{200B}", "NegativeVeryThinSpace": "\u{200B}",
      "InvisibleTimes": "\u{2062}", "InvisibleComma": "\u{2063}", "af": "\u{2061}", "ApplyFunction": "\u{2061}", "it": "\u{2062}",
      "ic": "\u{2063}", "hyphen": "-", "dash": "-", "ndash": "–", "mdash": "—", "horbar": "—", "lsquo": "‘", "rsquo": "’", "ldquo": "“",
      "rdquo": "”", "laquo": "«", "raquo": "»", "bull": "•", "middot": "·", "hellip": "…", "commat": "@", "period": ".", "comma": ",",
      "colon": ":", "semi": ";", "num": "#", "plus": "+", "lowbar": "_", "sol": "/", "bsol": "\\", "percnt": "%", "lpar": "(", "rpar": ")",
      "excl": "!", "quest": "?", "equals": "=", "ast": "*", "dollar": "$", "grave": "`", "verbar": "|", "szlig": "ß", "AElig": "Æ",
      "aelig": "æ", "OElig": "Œ", "oelig": "œ", "eth": "ð", "ETH": "Ð", "thorn": "þ", "THORN": "Þ", "imath": "ı", "inodot": "ı",
      "jmath": "ȷ", "Lstrok": "Ł", "lstrok": "ł", "Dstrok": "Đ", "dstrok": "đ", "Hstrok": "Ħ", "hstrok": "ħ", "Oslash": "Ø",
      "oslash": "ø", "fflig": "ff", "filig": "fi", "fllig": "fl", "ffilig": "ffi", "ffllig": "ffl", "fjlig": "fj", "IJlig": "IJ",
      "ijlig": "ij", "DownBreve": "\u{311}", "TripleDot": "\u{20DB}", "tdot": "\u{20DB}",
      "sdot": "⋅", "xcirc": "◯", "eng": "ŋ", "ENG": "Ŋ", "ee": "e", "ii": "i", "dd": "d", "DD": "D", "ell": "l", "hslash": "h",
    ]
    let greek =
      "Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa Lambda Mu Nu Xi Omicron Pi Rho Sigma Tau Upsilon Phi Chi Psi Omega"
    for (name, letter) in zip(greek.split(separator: " ").map(String.init), "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ") {
      known[name] = String(letter)
      known[name.lowercased()] = letter.lowercased()
    }
    let cyrillic = "A B V G D IE ZH Z I J K L M N O P R S T U F KH TS CH SH SHCH HARD Y SOFT E YU YA".split(separator: " ")
    for (name, letter) in zip(cyrillic, "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ") {
      known[name + "cy"] = String(letter)
      known[name.lowercased() + "cy"] = letter.lowercased()
    }
    for (name, letter) in [("IOcy", "Ё"), ("Iukcy", "І"), ("Jsercy", "Ј"), ("DScy", "Ѕ"), ("YIcy", "Ї"), ("Jukcy", "Є")] {
      known[name] = letter
      known[name.lowercased()] = letter.lowercased()
    }
    return known
  }()
}
