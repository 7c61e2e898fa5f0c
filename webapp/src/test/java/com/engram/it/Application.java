package com.engram.it;

import java.io.File;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The WAR as the build made it. */
final class Application {

    private Application() {}

    static WebArchive war() {
        return ShrinkWrap.create(ZipImporter.class, "engram.war")
                .importFrom(new File(System.getProperty("war")))
                .as(WebArchive.class);
    }
}
