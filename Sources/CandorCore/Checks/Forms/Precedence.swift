/// The form `precede`: one thing only after another.
///
/// What came before is on record, or it is not: then it is a breach only where the record claims to hold every such entry until then, or a source
/// states the omission.
package enum Precedence: Hashable, Sendable {
  case done(EntryID)
  case lacking
  case unclear([Cause])
}

extension Scene {
  /// Whether some entry of these kinds that fits came before another.
  ///
  /// - Parameters:
  ///   - kinds: the first is what there was none of, in words.
  ///   - actor: to whom an omission has to be stated; nil for any.
  ///   - fits: whether an entry is one of those that had to come before.
  func preceding(
    _ entry: Entry, _ kinds: [Kind], omittedTo actor: Actor? = nil, in charter: Charter, fits: (Entry) throws(Gap) -> Bool
  ) -> Precedence {
    var causes: [Cause] = []
    for earlier in entriesAndCommon(of: KindSet(kinds)) where earlier.id != entry.id {
      do throws(Gap) {
        guard try fits(earlier) else { continue }
        // Of what happened on one day nobody can say that it came after.
        switch isBefore(entry, earlier) {
        case .no: return .done(earlier.id)
        case .yes: continue
        case .unknown(let gaps): causes += gaps.isEmpty ? [.dates([earlier.id, entry.id])] : gaps.map(Cause.gap)
        }
      } catch {
        causes.append(.gap(error))
      }
    }
    if !causes.isEmpty { return .unclear(causes) }
    let isOmitted = !omissions(of: kinds[0], about: entry.id, to: actor).isEmpty
    let isCovered = kinds.allSatisfy { covers($0, DayRange(nil, entry.occurred.last)) }
    return isOmitted || isCovered ? .lacking : .unclear([.coverage(kinds[0], keeper: charter.keeper(of: kinds[0]))])
  }
}

extension Demand {
  /// What several things that had to come before an entry come to: kept where all did, broken where one is known not to have.
  init(
    _ entry: Entry, owedBy: [Actor], owedTo: [Actor], kind: Kind, keeper: BodyID?, preceded: [Precedence], lacking: [EntryID] = []
  ) {
    let causes = preceded.flatMap { answer -> [Cause] in if case .unclear(let causes) = answer { causes } else { [] } }
    let before = preceded.compactMap { answer -> Fact? in if case .done(let id) = answer { Fact.preceded(id) } else { nil } }
    let answer: Answer =
      if preceded.contains(.lacking) {
        .broken(lasted: nil)
      } else {
        causes.isEmpty ? .kept : .unclear(causes)
      }
    self.init(
      subject: entry.id, owedBy: owedBy, owedTo: owedTo, since: entry.occurred, due: nil, kind: kind, keeper: keeper, answer: answer,
      entries: [], facts: before.uniqued + lacking.map(Fact.lacking))
  }
}
