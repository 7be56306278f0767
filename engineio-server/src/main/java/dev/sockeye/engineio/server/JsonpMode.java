package dev.sockeye.engineio.server;

import dev.sockeye.engineio.protocol.EngineRevision;

/** Says who may poll by script tags (JSONP), as browsers without CORS did. */
public enum JsonpMode {
    /** Nobody. */
    OFF,
    /** Clients of revision 3, whose official client knows it. The default. */
    REVISION_3,
    /** Clients of both revisions. */
    ON;

    boolean allows(EngineRevision revision) {
        return this == ON || (this == REVISION_3 && revision == EngineRevision.V3);
    }
}
