// libxml2 as Candor uses it: the streaming writer, the parser, RELAX NG.
//
// libxml2's encoding.h includes ICU's headers where it was built with ICU (Debian's is), and they clash with Foundation's own ICU. We never
// touch xmlCharEncodingHandler, the only struct that differs, so the switch is undone before anything else is included.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/relaxng.h>
#include <libxml/SAX2.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlwriter.h>

/// xmlFree is a variable of libxml2's, which Swift 6 takes for shared mutable state; Candor never changes it.
static inline void candorFree(void *_Nullable memory) { if (memory) xmlFree(memory); }
