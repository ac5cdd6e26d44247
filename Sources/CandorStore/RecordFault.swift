package import CandorCore
package import CandorLog
import GRDB

/// Why a record cannot be made, opened, read or written.
package struct RecordFault: Error, Hashable, Sendable {
  /// What is the case, whichever file it is.
  package enum Reason: Error, Hashable, Sendable {
    /// The file is not there, is there already, has no folder to be in, or is not what it should be.
    case missing, exists, noFolder, notARecord, newerFormat, olderFormat
    /// What has the record's name is no file of its own: a link, or one of two names of a file.
    case notItself(OwnFile.Flaw)
    /// What lies beside the record under the name of a file of its own is none; what is amiss with it, where it is not
    /// its very being there.
    case strange(Companion, OwnFile.Flaw?)
    /// The file that was opened no longer has the record's name.
    case moved(Rescue)
    /// Besides what a record is made of, there is something else in the file, or in the place of it.
    case foreignSchema
    /// The system is in the way.
    case forbidden, readOnly, full, locked
    /// SQLite reports something else; its result code.
    case system(code: Int)
    /// The file does not hold together; the text says where.
    case damaged(String)
    /// An entry's leaf, or what opens it, was changed.
    case damagedEntry(EntryID, LogFault)
    /// The newest checkpoint or the keyring is not what it should be.
    case unverified(LogFault)
    /// The leaves are not those that the newest checkpoint was signed for.
    case otherRoot
    /// The wraps are not those that the newest checkpoint was signed for.
    case otherWraps
    /// The checkpoints that are marked as handed out are not those that were when the newest checkpoint was signed.
    case otherHandedOut
    /// The key belongs to another record.
    case otherKey
    /// The record is signed by a key that the reader's does not trust, and none that it trusts handed over to it.
    case otherSigner
    /// Nothing is wrapped for the reader's key.
    case noAccess
    /// The record was closed for good at so many entries: it is an archive.
    case archived(size: Int)
    /// The reader's key is not the one that signs the record.
    case notKeeper
    /// The custodian's key was left out of an audience's present epoch.
    case shutOut(Audience)
    /// The recovery key in the record is not the one that the key file names.
    case otherRecovery
    /// The key was the custodian's once; another signs the record now.
    case succeeded
    /// Another process, where its number is known, or another opening of the record writes to it.
    case writing(process: Int?)
    /// The custodian's key has signed more entries than the record holds: it is an older copy.
    case older(held: Int, signed: Int)
    /// With that entry the custodian's key handed the record over, and the copy is from before.
    case handedOn(held: Int, at: Int)
    /// The checkpoint beside the key is not what was put there.
    case newestUnread(LogFault)
    /// The custodian's key has signed so many entries, and the record's first are others.
    case different(signed: Int)
    /// The record has no entry of that number.
    case noEntry(EntryID)
    /// What the record would prove does not hold.
    case unproved(BundleFailure)
    /// A value that is to be erased is not in the record, or no longer.
    case notHeld(ErasedValue)
    /// Someone else has appended since this record was opened.
    case grown
    /// An entry is not the next one.
    case notNext(found: EntryID, expected: EntryID)
  }

  /// What became of what was acknowledged, where the record is no longer at its name.
  package enum Rescue: Hashable, Sendable {
    /// Whoever has the record open holds it still, and puts it beside the name when they let go.
    case pending
    /// All of it is in the file at a path.
    case into(String)
    /// It could not be put into another file.
    case failed

    fileprivate var words: String {
      switch self {
      case .pending: "nothing was written"
      case .into(let file): "all that was acknowledged is in \(file)"
      case .failed: "what was acknowledged since could not be put into another file, and may be lost"
      }
    }
  }

  /// The record's path, as it was given.
  package let path: String
  /// What is the case.
  package let reason: Reason

  /// The fault of the record at a path.
  package init(path: String, reason: Reason) { (self.path, self.reason) = (path, reason) }

  /// What is the case, without capital and period.
  package var message: String {
    let fact =
      switch reason {
      case .missing: "there is no such file"
      case .exists: "there is a file of that name already"
      case .noFolder: "there is no folder \(folder(of: path))"
      case .notARecord: "this is not a Candor record"
      case .newerFormat: "this record was written by a newer version of Candor"
      case .olderFormat: "this record was written by an earlier version of Candor, whose format is not read any more"
      case .notItself(let flaw): "this \(flaw.words)"
      case .strange(.journal, _):
        "beside the record lies a file whose name ends in -journal: a record has none, and its database would go back to what that file says"
      case .strange(let companion, let flaw):
        "the file beside the record whose name ends in \(companion.rawValue) \(flaw?.words ?? "is not one that Candor made")"
      case .moved(let rescue): "the record is not where it was opened any more: it was moved, replaced or removed; \(rescue.words)"
      case .foreignSchema: "something is kept in this file that is no part of a record, or is not as Candor makes it"
      case .forbidden: "the record, or the directory it is in, may not be read or written by you"
      case .readOnly: "the record cannot be written: the file or the disk is read-only"
      case .full: "the disk is full; nothing was written"
      case .locked: "another program is writing to this record"
      case .system(let code): "the record cannot be read or written (SQLite result code \(code))"
      case .damaged(let place): "this record is damaged: \(place)"
      case .damagedEntry(let entry, let fault): "entry \(entry) is damaged: \(fault.message)"
      case .unverified(let fault): "this record cannot be trusted: \(fault.message)"
      case .otherRoot: "the entries in this record are not those its newest checkpoint was signed for"
      case .otherWraps:
        "the wrapped keys in this record are not those its newest checkpoint was signed for: some were added, taken away or changed"
      case .otherHandedOut:
        "the checkpoints that this record says were handed out are not those its newest checkpoint was signed beside: a mark was taken away or added"
      case .otherKey: "the key file is another record's"
      case .otherRecovery: "the recovery key in this record is not the one that the key file names: someone put another in its place"
      case .otherSigner: "this record is signed by a key that yours does not trust, and no key that it trusts has handed over to that one"
      case .noAccess: "nothing in this record is open to this key: nobody has granted it access"
      case .archived(let size):
        "this is an archive, of the record as it stood at \(size) \(size == 1 ? "entry" : "entries"): nobody appends to it or changes anything in it"
      case .notKeeper: "this record is in another's custody; this key reads it and does not write to it"
      case .shutOut(let audience): "what is open to \(audience.words) is kept from this key: its holder was left out"
      case .succeeded: "this key file was the custodian's once, and another key signs the record now"
      case .writing(let process): "another program is writing to this record\(process.map { " (process \($0))" } ?? "")"
      case .older(let held, let signed):
        "this copy of the record is older than what its custodian has signed: it holds \(held) entries, and \(signed) were signed"
      case .handedOn(let held, let size):
        "this key handed the record over with entry \(size), and this copy is from before: it holds \(held) \(held == 1 ? "entry" : "entries")"
      case .newestUnread(let fault): "it cannot be told whether this is the newest copy of the record: beside the key, \(fault.message)"
      case .different(let signed): "the custodian has signed \(signed) entries, and the first \(signed) of this record are others"
      case .noEntry(let entry): "there is no entry \(entry)"
      case .unproved(let failure): "this record cannot prove what it holds: \(failure.message)"
      case .notHeld(let value): "field \(value.slot) of entry \(value.entry) is not there to be erased"
      case .grown: "this record has grown since it was opened"
      case .notNext(let found, let expected): "entry \(found) was to be appended where \(expected) is next"
      }
    return "\(path): \(fact)"
  }

  /// The next step.
  package var hint: String {
    switch reason {
    case .missing: "Check the path; a new record is made with 'candor init'."
    case .exists: "Choose another name; a record is never overwritten."
    case .noFolder: "Make it first, or put the record into another folder."
    case .notARecord: "Give the path of a file that 'candor init' made."
    case .newerFormat: "Use that version; nothing was changed."
    case .olderFormat: "Use the version that wrote it to export its cases, and import them into a new record. Nothing was changed."
    case .notItself(.severalNames):
      "Look for its other name and keep one: under two names, what is written under one is not seen under the other."
    case .notItself: "Give the path of the file itself."
    case .strange: "Look who put it there, and move it away. Nothing was read or changed."
    case .moved(.into): "Compare it with what has the record's name now, and keep the one that is whole: candor check --integrity."
    case .moved(.failed):
      "Look for the file that had this name, put it back under it together with the one beside it that ends in -wal, and see what it holds: candor check --integrity."
    case .moved(.pending):
      "Put it back under its name and open it again. What was acknowledged before is put into a new file beside it when this program lets go of the record."
    case .foreignSchema:
      "Do not write to it. Someone changed the file with another program: keep this copy, for it shows what happened, and take the last good one."
    case .forbidden: "Ask whoever keeps the record for access to the file and its directory."
    case .readOnly: "Copy it to a disk that can be written, together with the files beside it that end in -wal and -shm."
    case .full: "Make room and try again; the record is as it was."
    case .locked: "Wait until it has finished, and try again."
    case .system:
      "Check the disk and the directory. All that was acknowledged is there; what was under way may show, whole, when the record is opened again."
    case .damaged, .damagedEntry, .unverified, .otherRoot, .otherWraps, .otherHandedOut, .unproved:
      "Do not write to it. Keep this copy, for it shows what happened, and take the last good one."
    case .otherRecovery:
      "Do not write to it: all that is recorded from now on would open to whoever holds that other key. Keep this copy, for it shows what happened, and "
        + "take the last good one."
    case .otherSigner:
      "Where the record had to be opened with the recovery key, a new key signs it: have its custodian tell you which, by a way that you trust, and take it as yours with "
        + "'candor key trust'. Otherwise someone else wrote this file: keep it, and ask for the record anew."
    case .noAccess: "Give your public key to someone who may grant access: 'candor key show' prints it, and they run 'candor grant'."
    case .archived:
      "Where the record goes on, write to the file that its custodian keeps. An archive is read, checked, proved from and exported as it is; what came after it "
        + "is in that file alone."
    case .notKeeper: "Ask whoever keeps the record to write it."
    case .shutOut:
      "Whoever steps back from a case, or is a party to it, neither reads nor writes it from there on. Hand the record over to someone who holds it: candor hand-over."
    case .succeeded: "Give the key file that was made when the record was handed over."
    case .writing: "Wait until it has finished, or ask it to write for you; reading goes on meanwhile."
    case .older:
      "It was restored from a backup, or the newer one is elsewhere: look for that, and write to it. Writing here would fork the log, and whoever "
        + "holds newer findings would see it. If the newer one is lost for good, tell the members first, keep this copy as it is, and then "
        + "move the file that ends in .checkpoint away from beside the key."
    case .handedOn:
      "Ask whoever keeps the record now to write it. Written here it would be another record, which whoever holds proofs of both sees; what this copy holds, it "
        + "shows and proves as before."
    case .newestUnread:
      "The record itself is not concerned. Put the file that ends in .checkpoint back from a copy of the key's folder; if there is none and you know "
        + "that this is the newest copy, move it away."
    case .different: "Do not write to it. One of two copies went its own way; keep both, and find out which one members were shown."
    case .noEntry: "Look at the entries with 'candor show'."
    case .notHeld: "Look at the entry with 'candor show': what was erased or never said needs no erasing."
    case .otherKey: "Give the key file that was made together with this record."
    case .grown: "Open it again, look at what is new, and try again."
    case .notNext: "Open the record again and number the entries from its next one."
    }
  }
}

extension Audience {
  /// For messages; which case or party it is, they do not say.
  fileprivate var words: String {
    switch self {
    case .public: "everyone"
    case .members: "members"
    case .body(let body): "the body \(body)"
    case .case: "this case"
    case .party: "this party"
    case .person: "this person"
    }
  }
}

extension RecordFault: CustomStringConvertible {
  /// Fact and next step, on two lines.
  package var description: String { "\(message)\n  \(hint)" }
}

extension RecordFault {
  /// Runs what concerns the record at a path; what the database or the log throws there, is said as a fault of the
  /// record.
  static func at<Value>(_ path: String, _ body: () throws -> Value) throws -> Value {
    do { return try body() } catch let reason as Reason {
      throw RecordFault(path: path, reason: reason)
    } catch let error as DatabaseError {
      throw RecordFault(path: path, reason: Reason(error))
    } catch is RowDecodingError {
      throw RecordFault(path: path, reason: .damaged("a column is not what it should be"))
    }
  }
}

extension RecordFault.Reason {
  /// Of SQLite's error only the result code is told: its message may quote the statement.
  fileprivate init(_ error: DatabaseError) {
    self =
      switch error.resultCode {
      case .SQLITE_READONLY where error.extendedResultCode == .SQLITE_READONLY_DBMOVED: .moved(.pending)
      case .SQLITE_INTERRUPT: .damaged("reading it would have no end")
      case .SQLITE_TOOBIG: .damaged("something in it is longer than anything in a record")
      case .SQLITE_FULL: .full
      case .SQLITE_BUSY, .SQLITE_LOCKED: .locked
      case .SQLITE_READONLY: .readOnly
      case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH: .forbidden
      case .SQLITE_NOTADB: .notARecord
      case .SQLITE_CORRUPT: .damaged("SQLite cannot make sense of it")
      case .SQLITE_CONSTRAINT, .SQLITE_MISMATCH: .damaged("a row is where none can be")
      default: .system(code: Int(error.extendedResultCode.rawValue))
      }
  }
}
