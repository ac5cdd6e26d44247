import CandorCore

extension CaseReport {
  /// What happened and what was owed, drawn against one axis of days; nil where nothing has a day.
  func chronologyPicture() -> Picture? {
    let told = scene.chronology.filter { entry in
      wording.event(entry) != nil && entry.header.occurred.shown != nil && entry.header.timing.shown != nil
        && (entry.occurred.first != nil || entry.occurred.last != nil)
    }
    let rows = told.map { entry in
      Timeline.Row(label: scribe.words(wording.entry(entry.id)), anchor: Wording.anchor(entry.id), extent: .event(entry.occurred))
    }
    // What has neither a due day nor a length has no bar; of days that follow from what this edition does not show, nothing is drawn.
    let owed = duties.enumerated().compactMap { index, duty -> Timeline.Row? in
      guard duty.due != nil || duty.lasted != nil, wording.isDated(duty), duty.since.first != nil || duty.since.last != nil else {
        return nil
      }
      let end = duty.facts.last(where: \.isAnswer).flatMap { scene[$0.entry]?.occurred }
      let wait = Timeline.Wait(since: duty.since, due: duty.due, until: end, state: duty.state)
      return Timeline.Row(label: "F\(index + 1)", anchor: "F\(index + 1)", extent: .duty(wait))
    }
    let groups = [(Wording.Title.happened, rows), (Wording.Title.owed, owed)].filter { !$0.1.isEmpty }
    guard !rows.isEmpty else { return nil }
    let timeline = Timeline(
      groups: groups.map { Timeline.Group(title: groups.count > 1 ? scribe.words($0.0) : nil, rows: $0.1) },
      asOf: Timeline.Moment(day: standing.day, label: scribe.words(Wording.day(standing.day))), words: words)
    let unsure = told.count { $0.occurred.day == nil }
    return Picture(
      id: "timeline", caption: scribe.words(Wording.Drawn.timeline),
      alternative: scribe.words(
        Wording.Drawn.timeline(
          entries: told.count, unsure: unsure, first: told.first.map(wording.when) ?? .nothing,
          last: told.last.map(wording.when) ?? .nothing,
          duties: owed.count)),
      drawing: .timeline(timeline))
  }

  private var words: Timeline.Words {
    Timeline.Words(
      months: Wording.Drawn.months.map(scribe.words), day: scribe.words(Wording.Drawn.day), between: scribe.words(Wording.Drawn.between),
      unbounded: scribe.words(Wording.Drawn.unbounded), wait: scribe.words(Wording.Drawn.wait), due: scribe.words(Wording.Drawn.due),
      overdue: scribe.words(Wording.Drawn.overdue), undetermined: scribe.words(Wording.Drawn.undetermined),
      folded: scribe.words(Wording.Drawn.folded))
  }
}
