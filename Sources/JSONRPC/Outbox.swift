/// Framed answers that wait to be written, in their order.
struct Outbox: Sendable {
  /// Some of them, and how much of them is written.
  struct Piece: Sendable {
    var bytes: [UInt8]
    var sent = 0
  }

  /// What short answers are gathered into before they are written: about what a pipe holds.
  static let pieceSize = 1 << 16

  private var pieces: [Piece] = []
  /// How many bytes wait or are being written.
  private(set) var count = 0

  /// Puts an answer behind the others.
  mutating func append(_ answer: [UInt8], _ framing: Framing) {
    var piece = Piece(bytes: [])
    if let last = pieces.last, last.sent == 0, last.bytes.count + answer.count <= Self.pieceSize { piece = pieces.removeLast() }
    count -= piece.bytes.count
    framing.append(answer, to: &piece.bytes)
    count += piece.bytes.count
    pieces.append(piece)
  }

  /// Gives out what is to be written first; it counts until it is written.
  mutating func take() -> Piece? { pieces.isEmpty ? nil : pieces.removeFirst() }

  /// Takes back what could not be written whole.
  mutating func putBack(_ piece: Piece) { pieces.insert(piece, at: 0) }

  /// Says that what was taken is written.
  mutating func finish(_ piece: Piece) { count -= piece.bytes.count }
}
