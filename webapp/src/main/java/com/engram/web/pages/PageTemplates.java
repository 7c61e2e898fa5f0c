package com.engram.web.pages;

import org.thymeleaf.TemplateEngine;
import org.thymeleaf.standard.StandardDialect;
import org.thymeleaf.templateresolver.ITemplateResolver;

/** Makes the template engine of pages. */
final class PageTemplates {

    private PageTemplates() {}

    /** An engine with the sentences of the bundles, which keeps every template that it has parsed. */
    static TemplateEngine engine(ITemplateResolver templates) {
        StandardDialect dialect = new StandardDialect();
        dialect.setVariableExpressionEvaluator(new PageExpressions());
        TemplateEngine engine = new TemplateEngine();
        engine.setDialect(dialect);
        engine.setTemplateResolver(templates);
        engine.setMessageResolver(new BundleMessageResolver());
        return engine;
    }
}
