-- The tree of programmes, projects and sub-projects that the lines of the Fiscal Data Package belong to.
SELECT code AS component_code, parent AS parent_code, name_vi, name_en, level FROM ref.component ORDER BY code
