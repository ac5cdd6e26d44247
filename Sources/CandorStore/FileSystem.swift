import Foundation

/// What kind of file system something lies on, as far as it matters to a record: on a network, locks and shared memory
/// are not what SQLite needs.
package enum FileSystem {
  /// The network file system that a path is on; nil where it is none, or where this system does not tell.
  ///
  /// - Parameter path: a file, or one yet to be made in a folder that is there.
  package static func network(at path: String) -> String? {
    #if os(Linux)
      // Other than the number that statfs(2) gives, the type in this table tells one file system in user space from
      // another.
      guard let table = try? String(contentsOfFile: "/proc/self/mountinfo", encoding: .utf8) else { return nil }
      let file = URL(filePath: path).resolvingSymlinksInPath().standardizedFileURL.path(percentEncoded: false)
      return mountType(of: file, in: table).flatMap { network(ofType: $0) }
    #else
      return nil
    #endif
  }

  /// What people call the network file system of a mount's type; nil where it is local.
  package static func network(ofType type: String) -> String? {
    let name = type.hasPrefix("fuse.") ? String(type.dropFirst(5)) : type
    return switch name {
    case "nfs", "nfs4": "NFS"
    case "cifs", "smb3", "smb2", "smbfs": "SMB"
    case "9p", "virtiofs", "vboxsf", "vmhgfs", "vmhgfs-fuse", "prl_fs", "drvfs": "a folder shared with another machine (\(name))"
    case "sshfs": "SSHFS"
    case "afs", "auristorfs", "coda", "ncpfs", "ceph", "lustre", "gfs2", "ocfs2", "glusterfs", "davfs", "rclone", "s3fs", "goofys",
      "curlftpfs",
      "gvfsd-fuse", "ceph-fuse", "google-drive-ocamlfuse", "onedriver", "juicefs", "beegfs", "orangefs":
      name
    default: nil
    }
  }

  /// The type of the file system on which an absolute path lies, by the kernel's table of mounts
  /// (proc_pid_mountinfo(5)).
  package static func mountType(of path: String, in table: String) -> String? {
    var found: (point: String, type: String)?
    for line in table.split(separator: "\n") {
      let fields = line.split(separator: " ")
      // Optional fields end in a lone hyphen; the type follows it.
      guard fields.count > 6, let hyphen = fields.dropFirst(6).firstIndex(of: "-"), hyphen + 1 < fields.count else { continue }
      let point = unescaped(fields[4])
      let isAbove = point == "/" || path == point || path.hasPrefix(point + "/")
      // Of two mounts on one point the later covers the earlier.
      if isAbove, point.utf8.count >= found?.point.utf8.count ?? 0 { found = (point, String(fields[hyphen + 1])) }
    }
    return found?.type
  }

  /// The table writes blanks, tabs, line ends and backslashes in octal: `\040`.
  private static func unescaped(_ field: Substring) -> String {
    var (bytes, rest) = ([UInt8](), Array(field.utf8)[...])
    while let byte = rest.popFirst() {
      let digits = rest.prefix(3)
      if byte == UInt8(ascii: "\\"), digits.count == 3, let code = UInt8(String(decoding: digits, as: UTF8.self), radix: 8) {
        bytes.append(code)
        rest = rest.dropFirst(3)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
