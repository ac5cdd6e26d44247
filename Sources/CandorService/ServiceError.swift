package import CandorCasefile
package import CandorCore
import CandorLog
import CandorReport
import CandorStore
package import StrictJSON

/// Why an operation was not carried out, for people and for programs.
package struct ServiceError: Error, Hashable, Sendable {
  /// What kind of thing went wrong: stable, for programs. A growing set.
  package struct Kind: RawRepresentable, Hashable, Sendable {
    package let rawValue: String
    /// In JSON-RPC's range for applications.
    package let code: Int
    package let exit: ExitStatus

    package init(rawValue: String) { self.init(rawValue, code: 1000, exit: .badInput) }

    private init(_ name: String, code: Int, exit: ExitStatus) {
      (rawValue, self.code, self.exit) = (name, code, exit)
    }

    /// What was given cannot be taken as it is; nothing was written.
    package static let input = Kind("input", code: 1001, exit: .badInput)
    /// There is no such case, entry or edition.
    package static let notFound = Kind("not-found", code: 1002, exit: .badInput)
    /// The record file, or a key file, is not there, or something else is.
    package static let file = Kind("file", code: 1003, exit: .couldNot)
    /// The file is damaged: what it holds is not what was committed.
    package static let damaged = Kind("damaged", code: 1004, exit: .couldNot)
    /// The key does not open this record, or may not be used.
    package static let notPermitted = Kind("not-permitted", code: 1005, exit: .notPermitted)
    /// Disk, permissions, another writer: the same may work another time.
    package static let unavailable = Kind("unavailable", code: 1006, exit: .couldNot)
    /// A report did not pass the gate; no file was written.
    package static let gate = Kind("gate", code: 1007, exit: .couldNot)

    package static let all: [Kind] = [.input, .notFound, .file, .damaged, .notPermitted, .unavailable, .gate]
  }

  package var kind: Kind
  /// The fact, in a clause without a capital.
  package var message: String
  /// What to do.
  package var hint: String?
  /// Every mistake found, each at its place.
  package var mistakes: [Mistake]
  /// The same in the lines of a file.
  package var diagnostics: [Diagnostic]

  package init(_ kind: Kind, _ message: String, hint: String? = nil, mistakes: [Mistake] = [], diagnostics: [Diagnostic] = []) {
    (self.kind, self.message, self.hint, self.mistakes, self.diagnostics) = (kind, message, hint, mistakes, diagnostics)
  }

  /// A file with mistakes.
  package init(_ faults: Faults) {
    let count = faults.diagnostics.count
    self.init(.input, "\(count) error\(count == 1 ? "" : "s"), nothing was written", diagnostics: faults.diagnostics)
  }

  /// Values with mistakes.
  package init(_ mistakes: [Mistake]) {
    let first = mistakes.first
    self.init(.input, first?.message ?? "this cannot be read", hint: first?.expected, mistakes: mistakes)
  }

  /// Every mistake in a file, as a terminal shows it.
  package var places: [String] { diagnostics.map(\.rendered) }

  /// What a program gets beside code and message: stable `kind`, where, what was found, what was expected.
  package var data: JSONValue {
    var object: JSONObject = ["kind": .string(kind.rawValue), "retryable": .bool(kind == .unavailable)]
    if let hint { object["expected"] = .string(hint) }
    if let first = mistakes.first {
      object["kind"] = .string("\(kind.rawValue).\(first.code)")
      object["path"] = .string(first.toldPath.description)
      object["found"] = first.found.map(JSONValue.string) ?? .null
      object["expected"] = .string(first.expected)
    }
    if mistakes.count > 1 {
      object["mistakes"] = .array(
        mistakes.map {
          [
            "kind": .string("\(kind.rawValue).\($0.code)"), "path": .string($0.toldPath.description), "message": .string($0.message),
            "found": $0.found.map(JSONValue.string) ?? .null, "expected": .string($0.expected),
          ]
        })
    }
    if !diagnostics.isEmpty {
      object["diagnostics"] = .array(
        diagnostics.map {
          [
            "file": .string($0.file), "line": $0.line.json, "column": $0.column.json, "kind": .string("\(kind.rawValue).\($0.code)"),
            "message": .string($0.message),
            "expected": .string($0.expected),
          ]
        })
    }
    return .object(object)
  }
}

/// How a command ends, for scripts.
package enum ExitStatus: Int32, Sendable {
  case done = 0
  /// Done, and something is breached or late, or does not hold.
  case found = 1
  case usage = 2
  /// Nothing was written.
  case badInput = 3
  case notPermitted = 4
  /// Disk, or a damaged file.
  case couldNot = 5
}

extension ServiceError {
  /// Runs something that finds faults in a file, and throws them as this error.
  static func catching<Result>(_ reading: () throws(Faults) -> Result) throws(ServiceError) -> Result {
    do throws(Faults) { return try reading() } catch { throw ServiceError(error) }
  }
}

extension ServiceError {
  /// Any error, as an operation's: what nobody foresaw says nothing of what it was, since that may quote the record.
  package init(explaining error: any Error) {
    switch error {
    case let error as ServiceError: self = error
    case let faults as Faults: self.init(faults)
    case let fault as LogFault: self.init(fault)
    case let fault as RecordFault: self.init(fault)
    case let fault as ReportFault: self.init(.gate, "the report cannot be written: \(fault.place): \(fault.message)", hint: fault.hint)
    default: self.init(.unavailable, "this could not be done", hint: "try again; if it stays so, report it with what you did")
    }
  }

  private init(_ fault: LogFault) {
    switch fault {
    case .keyFile(.otherRecord, _), .keyFile(.protected, _), .keyFile(.shut, _): self.init(.notPermitted, fault.message, hint: fault.hint)
    case .passphrase: self.init(.input, fault.message, hint: fault.hint)
    case .keyFile: self.init(.file, fault.message, hint: fault.hint)
    case .unwritable, .publicKey, .epochs: self.init(.input, fault.message, hint: fault.hint)
    case .shutWrap, .otherOrigin, .unsigned, .recoveryKey: self.init(.notPermitted, fault.message, hint: fault.hint)
    case .malformed(.bundle, _): self.init(.input, fault.message, hint: fault.hint)
    case .malformed, .forged, .shutBox, .uncommitted, .equivocal, .missing, .movedWrap:
      self.init(.damaged, fault.message, hint: fault.hint)
    }
  }
}

extension ServiceError {
  private init(_ fault: RecordFault) {
    let kind: Kind =
      switch fault.reason {
      case .missing, .exists, .noFolder, .notARecord, .newerFormat, .olderFormat, .notItself, .strange: .file
      case .moved, .forbidden, .readOnly, .full, .locked, .writing, .system, .grown, .notNext: .unavailable
      case .notHeld, .noEntry: .notFound
      case .damaged, .damagedEntry, .otherRoot, .otherWraps, .otherHandedOut, .foreignSchema, .otherRecovery, .unproved: .damaged
      case .unverified, .otherKey, .otherSigner, .noAccess, .archived, .notKeeper, .shutOut, .succeeded, .older, .handedOn, .different,
        .newestUnread:
        .notPermitted
      }
    self.init(kind, fault.message, hint: fault.hint)
  }
}
