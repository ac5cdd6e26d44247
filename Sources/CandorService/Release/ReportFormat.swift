import CandorCore

/// The formats a report can be had in.
package enum ReportFormat: String, Choice {
  case docbook, html, text

  /// The ending of its file.
  var ending: String {
    switch self {
    case .docbook: "xml"
    case .html: "html"
    case .text: "txt"
    }
  }
}
