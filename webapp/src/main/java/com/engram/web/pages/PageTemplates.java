package com.engram.web.pages;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.IExpressionContext;
import org.thymeleaf.linkbuilder.StandardLinkBuilder;
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
        engine.addDialect(new PartDialect(new PageParts(engine)));
        engine.setTemplateResolver(templates);
        engine.setMessageResolver(new BundleMessageResolver());
        engine.setLinkBuilder(new LinksOfRoot());
        return engine;
    }

    /** Links such as {@code @{/admin/audit(before=${id})}}: the application is at the root, so nothing is put before them. */
    private static final class LinksOfRoot extends StandardLinkBuilder {

        @Override
        protected String computeContextPath(
                IExpressionContext context, @Nullable String base, @Nullable Map<String, Object> parameters) {
            return "";
        }
    }
}
