package io.xiu.server.log;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.core.spi.ContextAwareBase;

/** Keeps logback from looking for a configuration of its own when {@link Logging#start} is about to give it one. */
public final class NoSearch extends ContextAwareBase implements Configurator {
    /** Called by logback. */
    public NoSearch() {}

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        return Logging.isStarting() ? ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY : ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
}
