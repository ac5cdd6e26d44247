package import CandorCore
import CandorStore
package import StrictJSON

/// Who holds the keys to what, as the record says it, and who held them once.
package enum AccessList: Operation {
  /// Which case.
  package struct Parameters: OperationParameters {
    /// Nil for the whole record.
    package var `case`: CaseID?

    package static let fields = [Shape.Member("case", .case, "only this case and its parties", required: false)]

    package init(case: CaseID?) { self.case = `case` }

    package init?(_ object: ObjectInput) {
      guard let id = object.caseID() else { return nil }
      self.case = id
    }
  }

  /// By audience, in the order in which they were first granted.
  package struct Output: OperationOutput {
    /// An audience, with those who hold its keys and those who did.
    package struct Listed: Sendable {
      package var audience: Audience
      /// Whether this reader's key opens what is recorded for it now.
      package var isOpen: Bool
      package var present: [Access.Holding]
      package var ended: [Access.Ended]
    }

    package var audiences: [Listed]

    package static var shape: Shape {
      let holding: KeyValuePairs<String, Shape> = [
        "person": .person, "key": .text, "since?": .entry, "seat?": .body, "consent?": .entry, "custody": .flag,
      ]
      let ended: KeyValuePairs<String, Shape> = [
        "person": .person, "key": .text, "since?": .entry, "seat?": .body, "consent?": .entry, "custody": .flag, "ended": .entry,
        "because?": .entry,
      ]
      return .fields([
        "audiences": .list(
          .fields([
            "audience": .text, "open": .flag, "present": .list(.fields(holding)), "ended": .list(.fields(ended)),
          ]))
      ])
    }
    package var json: JSONValue {
      [
        "audiences": .array(
          audiences.map { listed in
            [
              "audience": .string(listed.audience.description), "open": .bool(listed.isOpen),
              "present": .array(listed.present.map { .object($0.json) }), "ended": .array(listed.ended.map(\.json)),
            ]
          })
      ]
    }
  }

  package static let description = OperationDescription(
    method: "access/list", command: "access",
    about: "Lists who holds the keys to what, and who held them once: each grant and each end of one is an entry.",
    fields: Parameters.fields, errors: [.input, .notFound, .damaged], example: [:])

  package static func run(_ parameters: Parameters, in session: Session) throws -> Output {
    let (access, open) = (session.access, session.record.audiences)
    let id = try parameters.case.map { try session.caseID($0) }
    let all = (access.present.map(\.audience) + access.ended.map(\.holding.audience) + open.sorted { $0.description < $1.description })
      .uniqued
    let wanted = all.filter { audience in
      guard let id else { return true }
      return switch audience {
      case .case(let other): other == id
      case .party(let party): session.home(of: party) == id
      case .public, .members, .body, .person: false
      }
    }
    return Output(
      audiences: wanted.map { audience in
        Output.Listed(
          audience: audience, isOpen: open.contains(audience), present: access.present.filter { $0.audience == audience },
          ended: access.ended.filter { $0.holding.audience == audience })
      })
  }
}

extension Access.Holding {
  fileprivate var json: JSONObject {
    [
      "person": person.json, "key": .string(key), "since": isCustody ? .null : since.json, "seat": seat?.json ?? .null,
      "consent": consent?.json ?? .null, "custody": .bool(isCustody),
    ]
  }
}

extension Access.Ended {
  fileprivate var json: JSONValue {
    var object = holding.json
    object["ended"] = by.json
    object["because"] = because?.json ?? .null
    return .object(object)
  }
}
