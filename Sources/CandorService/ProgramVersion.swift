/// The version of this program, as `--version` and `initialize` give it.
package enum ProgramVersion {
  package static let text = "0.1.0"
}
