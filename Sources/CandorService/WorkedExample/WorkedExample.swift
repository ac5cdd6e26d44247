/// The worked example's files, carried by the program so that `candor demo` needs nothing beside it. They are links to `Exports/2013-case`.
enum WorkedExample {
  static let charter = String(decoding: PackageResources.charter_yaml, as: UTF8.self)
  static let casefile = String(decoding: PackageResources.case_yaml, as: UTF8.self)
}
