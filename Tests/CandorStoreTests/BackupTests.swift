import CandorCore
import CandorLog
import CandorStore
import Foundation
import Testing

@Suite("Backups")
struct BackupTests {
  private let fixture: Fixture
  private var copy: String { fixture.folder.appending(path: "copy.candor").path }

  init() throws { fixture = try Fixture() }

  private func opened(_ path: String) throws -> Record { try Record.open(at: path, as: fixture.custodian, randomness: .system) }

  @Test func `a copy is a record of its own with all that the record holds, for its owner alone, in one file`() throws {
    let record = try fixture.create(40)
    let backup = try record.backup(to: copy)
    #expect(backup.head == record.head)
    let attributes = try FileManager.default.attributesOfItem(atPath: copy)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    #expect(attributes[.size] as? Int == backup.bytes)
    #expect(try fixture.files == ["copy.candor", "test.candor"])
    let restored = try opened(copy)
    #expect(try restored.disclosed() == Fixture.disclosed(Fixture.entries(1...40)))
    try restored.append(Fixture.entries(41...42))
    #expect(try opened(fixture.path).head.head.size == 40, "the copy goes its own way")
  }

  @Test func `what is appended through another connection while it copies is in the copy whole, or not at all`() throws {
    // Enough pages for several steps.
    try fixture.create(3000).close()
    let (record, other) = (try fixture.open(), try fixture.open())
    var (shares, appended): ([Double], Int) = ([], 0)
    let backup = try record.backup(to: copy) { share in
      shares.append(share)
      guard share < 1 else { return }
      let size = other.head.head.size
      #expect(throws: Never.self) { try other.append(Fixture.entries((size + 1)...(size + 50))) }
      appended += 50
    }
    #expect(shares.count > 1 && shares == shares.sorted() && shares.last == 1)
    #expect(appended >= 50)
    #expect(backup.head.head.size == 3000, "the copy is the record as it was when the copying began")
    #expect(try opened(copy).disclosed() == Fixture.disclosed(Fixture.entries(1...3000)))
    #expect(try fixture.open().disclosed().count == 3000 + appended)
  }

  @Test(.timeLimit(.minutes(60))) func `copies made while another process appends are each one of its states`() async throws {
    try fixture.create(3).close()
    let (path, end) = (fixture.path, fixture.folder.appending(path: "end").path)
    async let appended: Void = Self.append(to: path, then: end)
    var sizes: [Int] = []
    repeat {
      let copy = fixture.folder.appending(path: "copy-\(sizes.count).candor").path
      let size = try opened(path).backup(to: copy).head.head.size
      #expect((size - 3) % 20 == 0, "half an import is in the copy: \(size)")
      #expect(try opened(copy).disclosed() == Fixture.disclosed(Fixture.entries(1...size)))
      sizes.append(size)
    } while !FileManager.default.fileExists(atPath: end)
    await appended
    #expect(sizes == sizes.sorted())
    #expect(try opened(path).head.head.size == 603)
  }

  /// Another process appends thirty imports, and then makes a file.
  private static func append(to path: String, then end: String) async {
    await #expect(processExitsWith: .success) { [path = path as String, end = end as String] in
      let record = try Record.open(at: path, as: try Fixture.custodian(), randomness: .system)
      for batch in 0..<30 { try record.append(Fixture.entries((batch * 20 + 4)...(batch * 20 + 23))) }
      try Data().write(to: URL(filePath: end))
    }
  }

  @Test func `nothing is overwritten, and what fails leaves nothing`() throws {
    let record = try fixture.create(3)
    try Data("mine".utf8).write(to: URL(filePath: copy))
    #expect(throws: RecordFault(path: copy, reason: .exists)) { try record.backup(to: copy) }
    #expect(try Data(contentsOf: URL(filePath: copy)) == Data("mine".utf8))
    let nowhere = fixture.folder.appending(path: "none/copy.candor").path
    #expect(throws: RecordFault(path: nowhere, reason: .noFolder)) { try record.backup(to: nowhere) }
    try record.close()
    #expect(try fixture.files == ["copy.candor", "test.candor"])
  }

  @Test func `a file that appears meanwhile is not overwritten either`() throws {
    let record = try fixture.create(3)
    let copy = copy
    #expect(throws: RecordFault(path: copy, reason: .exists)) {
      try record.backup(to: copy) { _ in try? Data("mine".utf8).write(to: URL(filePath: copy)) }
    }
    #expect(try Data(contentsOf: URL(filePath: copy)) == Data("mine".utf8))
    try record.close()
    #expect(try fixture.files == ["copy.candor", "test.candor"])
  }

  @Test func `a record that was damaged since it was opened is not copied as if it were whole`() throws {
    try fixture.create(3).close()
    let record = try fixture.open()
    try RawRecord.execute(fixture.path, "DROP TRIGGER box_kept; DELETE FROM box WHERE entry = 2")
    #expect(throws: RecordFault(path: copy, reason: .damaged("a box is missing"))) { try record.backup(to: copy) }
    #expect(try fixture.files == ["test.candor"])
  }

  @Test func `a record on a disk that is read only can be copied from it`() throws {
    guard geteuid() != 0 else { return }
    try fixture.create(3).close()
    let shelf = fixture.folder.appending(path: "shelf")
    try FileManager.default.createDirectory(at: shelf, withIntermediateDirectories: true)
    let path = shelf.appending(path: "test.candor").path
    try FileManager.default.copyItem(atPath: fixture.path, toPath: path)
    try FileManager.default.setAttributes([.posixPermissions: 0o500], ofItemAtPath: shelf.path)
    defer { try? FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: shelf.path) }
    #expect(try opened(path).backup(to: copy).head.head.size == 3)
  }
}

@Suite("File systems")
struct FileSystemTests {
  @Test(
    arguments: [
      ("nfs", "NFS"), ("nfs4", "NFS"), ("cifs", "SMB"), ("smb3", "SMB"), ("fuse.sshfs", "SSHFS"), ("fuse.rclone", "rclone"),
      ("9p", "a folder shared with another machine (9p)"), ("fuse.gvfsd-fuse", "gvfsd-fuse"), ("ceph", "ceph"), ("ext4", nil),
      ("btrfs", nil),
      ("xfs", nil), ("tmpfs", nil), ("overlay", nil), ("zfs", nil), ("vfat", nil), ("exfat", nil), ("fuseblk", nil),
      ("fuse.gocryptfs", nil),
      ("fuse", nil), ("", nil),
    ] as [(String, String?)])
  func `a network file system is told by the type of its mount`(type: String, name: String?) {
    #expect(FileSystem.network(ofType: type) == name)
  }

  private static let table = """
    22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
    30 22 0:40 / /home rw,relatime shared:2 master:1 - nfs4 server:/home rw
    31 30 8:2 / /home/local\\040disk rw - btrfs /dev/sdb rw
    32 22 0:41 / /mnt rw - ext4 /dev/sdc rw
    33 22 0:42 / /mnt rw - fuse.sshfs host:/x rw
    34 22 0:43 / /broken rw

    """

  @Test(arguments: [
    ("/etc/x.candor", "ext4"), ("/home/x.candor", "nfs4"), ("/home", "nfs4"), ("/homes/x.candor", "ext4"),
    ("/home/local disk/x.candor", "btrfs"), ("/home/local/x.candor", "nfs4"), ("/mnt/x.candor", "fuse.sshfs"), ("/broken/x.candor", "ext4"),
  ])
  func `a path lies on the deepest mount above it, and on the last of several`(path: String, type: String) {
    #expect(FileSystem.mountType(of: path, in: Self.table) == type)
  }

  @Test func `the folder of temporary files is on a disk of this machine`() {
    #expect(FileSystem.network(at: FileManager.default.temporaryDirectory.appending(path: "none.candor").path) == nil)
  }
}
