import CandorReport

/// Words that are also names, or stand in every report: what a name in one word cannot be told by alone.
///
/// What reports say of themselves, in any language, comes from the wording; what stands here are words that entries are told in.
enum OrdinaryWords {
  static let all = beginningSentences.union(nouns).union(months)

  /// Of the reports' own wording in every language, folded as what is looked for.
  private static let wording = Set(Catalogue.words.flatMap { Folded.words(of: $0).map(\.text) })

  /// Never a name alone; of "English" and "Merkle" every report speaks.
  static let particles = set(
    "a al an and ap da das de del della den der des di do dos du el english ibn la las le les los merkle of or the ter to van von y")

  static let months = set(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec"
  )

  /// After these a month is one.
  static let beforeTimes = set("in since until till early mid late last next")

  /// Without an article before them, at the beginning of a sentence: those of the reports' own wording, and more that are names besides.
  static let beginningSentences = wording.union(months).union(
    set(
      """
      am anchor art belonged bill brave bright call chance charity chase christian chronology comfort constant dawn deal dispute drew
      earnest ease ever example expelled experience faith fortune free german gift grace happy harmony he heaven her him his holder hope
      id joy justice knew large law liberty light listed little love low map mark mercy merit merry much my new noble norm old our parts
      passive patience peace pick pleasant pride prose prudence quick real reduce reference removed resigned rich right rose rush
      sentence serenity sharp she short skip song strange strong sue sunny swift table thought trust truth unity up us vacated
      verification victory virtue war we while white will win wise wonder work worth young
      """))

  /// Names that are ordinary words, which hardly begin a sentence: callings, colors, things.
  static let nouns = set(
    """
    abbot amber archer ash ashes baker bank banks barber barker bass beach bean bear beck bell berry birch bird bishop black blade
    bliss blossom blue bond booth boy branch brand brick bridge bridges brook brown bull bush butcher butler butter camp cannon
    canon captain carpenter carter castle center chair chambers chandler chaplain cherry church clay clerk cliff cloud clover coach
    coal cole collier cook cooper coral cotton council court cox crane cross crow crown crystal curry daisy dale dean dell desk
    diamond dove drake driver duke eagle earl east elder eve farmer fern finch fish fisher flint flood flora flower flowers
    ford forest forester foster fountain fowler fox frank friend frost gale garden gardener garland gate gates ginger glass glen
    gold goldsmith graves gray green grey grove gunner guy hall hammer hand hart harvest haven hawk hay hazel head heart heath
    heather hill hills hog hood hook horn hound house hunt hunter hyacinth info iris ivory ivy jade jasmine jay jewel judge key king
    knight lake lamb lane lark laurel leaf lily lion lock lord lotus mace major marsh mason master mead meadow mercer miles mill
    miller mills mine mint misty monk moody moon moor morrow moss mountain myrtle night north oak ocean olive opal orchard ox pace
    page park parks peacock pearl peg penny pepper pike pilgrim pine plumber pond pool pope poppy porter post potter pound precious
    press price priest prince prior quill rain raven ray reed regent rice ridge ring ringer river rivers robe robin rock rocks rod
    rosemary row royal ruby saddler saffron sage salt sand sandy savage scarlet sea secretary shade shadow shepherd shore silver
    singer sky slate slater smith snow solace south sparrow spear spring squire staff star steel sterling stern stock stone storm
    stream street swan tailor tanner team temple thatcher thorn tiger timber tower town trainee trainer treasurer trinity union vale
    valentine vine viola violet wade walker wall waller ward watch water waters weaver wells west wheeler willow winter wolf wood
    woods wren wright yard
    """)

  /// Whether a period after a word does not end a sentence.
  static func isAbbreviation(_ word: ArraySlice<UInt8>) -> Bool {
    guard let first = word.first, word.count <= 4 else { return false }
    return word.count == 1 && first > UInt8(ascii: "9") || abbreviations.contains(Array(word))
  }

  private static let abbreviations: Set<[UInt8]> = Set(
    ["mr", "mrs", "ms", "mx", "dr", "prof", "rev", "st", "sr", "sra", "srta", "dra", "hr", "fr"].map { Array($0.utf8) })

  private static func set(_ words: String) -> Set<String> { Set(words.split(whereSeparator: \.isWhitespace).map(String.init)) }
}
