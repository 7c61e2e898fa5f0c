package com.engram.web.pages;

import com.engram.language.Language;
import com.engram.language.Messages;
import java.util.HashMap;
import java.util.Map;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.templateresolver.FileTemplateResolver;

/** Renders templates of documents as {@link PageRenderer#renderDocument} does, without a server. */
public final class DocumentTemplates {

    private DocumentTemplates() {}

    /** The HTML of a document. */
    public static String render(View view, Language language) {
        FileTemplateResolver templates = new FileTemplateResolver();
        templates.setPrefix("src/main/webapp/WEB-INF/templates/");
        templates.setSuffix(".html");
        templates.setCharacterEncoding("UTF-8");
        TemplateEngine engine = PageTemplates.engine(templates);
        Map<String, Object> model = new HashMap<>(view.model());
        model.put("times", new UtcTimes(language));
        model.put("messages", Messages.in(language));
        model.put("words", new PageWords(language));
        return engine.process(view.template(), new Context(language.formats(), model));
    }
}
