package import StrictJSON

/// Reads something that was written by others, and keeps every mistake it meets, so that the writer sees them all at once.
package final class Reading {
  private let names: Names
  private let scalarsAreText: Bool
  package private(set) var mistakes: [Mistake] = []
  /// Dates of the record as they were read: many entries are of one day.
  var dates: [String: CivilDate] = [:]

  package init(names: Names, scalarsAreText: Bool = false) {
    self.names = names
    self.scalarsAreText = scalarsAreText
  }

  /// Keeps a mistake; once it is full, no more.
  package func note(_ mistake: Mistake) {
    if !isFull { mistakes.append(mistake) }
  }

  /// Whether there are as many mistakes as anyone will mend at once; what is read after that need not be looked at closely. What the record
  /// holds is always read to the end.
  package var isFull: Bool { mistakes.count >= 100 && !names.isRecorded }

  /// A value to be read with the same names, whose mistakes are noted here.
  package func input(_ value: JSONValue, at path: JSONPointer = .root) -> Input {
    Input(value: value, path: path, names: names, scalarsAreText: scalarsAreText, reading: self)
  }
}

/// A value to be read, with its place.
package struct Input {
  package var value: JSONValue
  package var path: JSONPointer
  package var names: Names
  /// In YAML a scalar has no type of its own: `2013` is a year where a date is wanted and a number where a count is.
  package var scalarsAreText: Bool
  /// Whether this is a member's name, read as if it stood there as a value.
  package var isName = false
  /// The entry of which this is a part, where it is one that is being written.
  package var entry: EntryID?
  package let reading: Reading

  /// What stands within this value, read as this value is.
  package func inner(_ value: JSONValue, at path: JSONPointer) -> Input {
    var inner = self
    inner.isName = false
    inner.value = value
    inner.path = path
    return inner
  }

  /// The name of this member, as a value at its place.
  package func name(_ name: String) -> Input {
    var input = inner(.string(name), at: path)
    input.isName = true
    return input
  }

  /// Notes a mistake at this place.
  package func mistake(_ code: String, _ message: String, expected: String) {
    reading.note(Mistake(code, at: path, isAboutName: isName, message, found: found, expected: expected))
  }

  private var found: String? {
    switch value {
    case .string(let text): text.isQuotable ? text : nil
    case .number, .bool: value.canonicalText.isQuotable ? value.canonicalText : nil
    case .null, .array, .object: nil
    }
  }

  /// The text that stands here; notes a mistake where something else does.
  package func text(expected: String) -> String? {
    switch value {
    case .string(let text): return text
    case .number(let number) where scalarsAreText: return JSONValue.number(number).canonicalText
    case .null, .bool, .number, .array, .object:
      mistake("type", "\(noun) stands where \(expected) is wanted", expected: expected)
      return nil
    }
  }

  /// What kind of value stands here, in words.
  private var noun: String {
    switch value {
    case .null: "nothing"
    case .bool: "true or false"
    case .number: "a number"
    case .string: "a text"
    case .array: "a list"
    case .object: "a group of fields"
    }
  }

  /// The fields of a group, of which only these are known; notes every unknown one.
  package func object(_ known: [String]) -> ObjectInput? {
    guard case .object(let object) = value else {
      mistake("type", "\(noun) stands where fields are wanted", expected: "fields: \(known.joined(separator: ", "))")
      return nil
    }
    for (name, _) in object where !known.contains(name) && !reading.isFull {
      reading.note(
        Mistake(
          "unknown-field", at: path.appending(name), isAboutName: true, unknownField(name), found: name.isQuotable ? name : nil,
          expected: "the fields are: \(known.joined(separator: ", "))" + suggestion(for: name, among: known)))
    }
    return ObjectInput(object: object, input: self)
  }

  /// The members of a group whose names the writer chose, in order of their names.
  package func members(expected: String) -> [(name: String, input: Input)]? {
    guard case .object(let object) = value else {
      mistake("type", "\(noun) stands where \(expected) is wanted", expected: expected)
      return nil
    }
    return object.map { ($0.name, inner($0.value, at: path.appending($0.name))) }
  }

  /// The elements of a list. A single value stands for a list of one.
  package var elements: [Input] {
    guard case .array(let values) = value else { return [self] }
    return values.enumerated().map { inner($1, at: path.appending($0)) }
  }
}

/// That a field is not known where it stands.
package func unknownField(_ name: String) -> String {
  name.isQuotable ? "there is no field \"\(name)\" here" : "no field is called as this one is, by a text of \(name.length)"
}

/// The fields of a group, as they are read one by one.
package struct ObjectInput {
  package let object: JSONObject
  package let input: Input

  /// Whether the field is there and not null.
  package func has(_ name: String) -> Bool { object[name].map { !$0.isNull } ?? false }

  /// The field's value with its place; null where it is not there.
  package func member(_ name: String) -> Input {
    input.inner(object[name] ?? .null, at: input.path.appending(name))
  }

  /// The field's value; notes a mistake where it is missing.
  package func required<Value: Datum>(_ name: String, _ type: Value.Type = Value.self) -> Value? {
    guard has(name) else {
      if let absent = Value.absent { return absent }
      input.reading.note(
        Mistake(
          "missing-field", at: input.path, "\"\(name)\" is missing", expected: "\(name): \(Value.shape.summary)"))
      return nil
    }
    return Value(member(name))
  }
}
