package io.xiu.server;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Something that is done again and again on an event loop, which would not do it again after an exception: a defect is
 * logged, and it is done the next time all the same.
 *
 * @param name what the log calls it
 */
record Chore(String name, Runnable task) implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Chore.class);

    @Override
    public void run() {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("{} failed, and is tried again", name, e);
        }
    }
}
