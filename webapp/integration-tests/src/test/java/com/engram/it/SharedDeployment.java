package com.engram.it;

import java.io.File;
import org.eu.ingwar.tools.arquillian.extension.suite.annotations.ArquillianSuiteDeployment;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * The WAR as the build made it, deployed once for all integration tests: they share one server, as customers do, and open
 * accounts of their own in it.
 */
@ArquillianSuiteDeployment
final class SharedDeployment {

    private SharedDeployment() {}

    @Deployment(testable = false)
    static WebArchive war() {
        return ShrinkWrap.create(ZipImporter.class, "engram.war")
                .importFrom(new File(System.getProperty("war")))
                .as(WebArchive.class);
    }
}
