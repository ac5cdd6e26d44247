/// A moment, to the second, in Coordinated Universal Time.
package struct Instant: Hashable, Comparable, Sendable {
  /// Seconds since 1970-01-01T00:00:00Z.
  package var seconds: Int

  package init(seconds: Int) { self.seconds = seconds }

  package static func < (one: Instant, other: Instant) -> Bool { one.seconds < other.seconds }
}

extension Instant: CustomStringConvertible {
  /// RFC 3339, always in UTC: `2019-04-19T09:00:00Z`.
  package var description: String {
    let day = (seconds >= 0 ? seconds : seconds - 86_399) / 86_400
    let second = seconds - day * 86_400
    let time = [second / 3600, second / 60 % 60, second % 60].map { $0.padded(to: 2) }.joined(separator: ":")
    return "\(Day(number: day))T\(time)Z"
  }

  /// Reads the form that ``description`` writes and nothing else.
  package init?(_ text: String) {
    let parts = text.split(separator: "T", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1].last == "Z", let day = Day(parts[0]) else { return nil }
    let time = parts[1].dropLast().split(separator: ":", omittingEmptySubsequences: false)
    guard time.count == 3, time.allSatisfy({ $0.utf8.count == 2 }), let hour = time[0].digits, let minute = time[1].digits,
      let second = time[2].digits, hour < 24, minute < 60, second < 60
    else { return nil }
    self.init(seconds: day.number * 86_400 + hour * 3600 + minute * 60 + second)
  }
}
